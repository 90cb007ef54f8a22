"""An order that a second workflow takes up keeps the time limits that its people were told: none of
them begins anew, and what fell due while nobody worked on it is done at once."""

from datetime import UTC, datetime, timedelta

import pytest
from temporalio.client import WorkflowHandle

from contracts.decisions import ItemState
from contracts.search_attributes import APPROVAL_DUE_AT
from contracts.workflow import TakenUp
from tests.patience import eventually
from tests.workflows.conftest import RunningOrder, StartOrder
from tests.workflows.undecided import recorded
from tests.workflows.world import World

pytestmark = pytest.mark.engines


def ago(days: float) -> datetime:
    return datetime.now(UTC) - timedelta(days=days)


def world(state: ItemState, captured: int | None = None) -> World:
    """Where the order stands when its second workflow begins."""
    made = World({"it_1": state})
    made.captured = captured
    return made


async def asked_before(start_order: StartOrder, days: float) -> RunningOrder:
    known = TakenUp(waiting_since=ago(days))
    return await start_order("request", world=world("awaiting_approval"), taken_up=known)


async def test_a_request_is_escalated_and_expires_when_it_was_told_to(
    start_order: StartOrder,
) -> None:
    order = await asked_before(start_order, 4)
    await order.until(lambda: recorded(order) == ["record reminder"])

    await order.fast_forward(days=0.9)
    assert recorded(order) == ["record reminder"], "it is escalated five days after it was asked"
    await order.fast_forward(days=0.2)
    await order.until(lambda: recorded(order)[1:] == ["record escalation"])
    await order.fast_forward(days=24.8)
    assert order.world.items == {"it_1": "awaiting_approval"}
    await order.fast_forward(days=0.2)

    assert await order.handle.result() == "expired", "thirty days after it was asked"


async def test_one_that_was_to_expire_meanwhile_expires_and_warns_nobody(
    start_order: StartOrder,
) -> None:
    order = await asked_before(start_order, 31)

    assert await order.handle.result() == "expired"
    assert recorded(order) == []


async def test_what_is_paid_is_escalated_by_its_payment_and_says_since_when_it_is_due(
    start_order: StartOrder,
) -> None:
    since = ago(4)
    known = TakenUp(payment_attempt=1, is_paid=True, waiting_since=since)
    paid = world("awaiting_confirmation", captured=1)
    order = await start_order(world=paid, taken_up=known)
    due_at = since + timedelta(days=5)
    assert await eventually(lambda: _due(order.handle)) == due_at

    await order.fast_forward(days=1.1)

    await order.until(lambda: recorded(order) == ["record escalation"])


async def _due(order: WorkflowHandle[object, object]) -> datetime | None:
    return (await order.describe()).typed_search_attributes.get(APPROVAL_DUE_AT)


@pytest.mark.parametrize("attempt", [1, 2])
async def test_what_is_unpaid_expires_when_it_was_told_to(
    attempt: int, start_order: StartOrder
) -> None:
    known = TakenUp(payment_attempt=attempt, payment_due_at=ago(-2 / 24))
    unpaid = world("awaiting_payment")
    unpaid.newest_attempt, unpaid.payment_seconds = attempt, 20 * 3_600
    order = await start_order(world=unpaid, taken_up=known)
    await order.until_open(attempt)

    await order.fast_forward(hours=1.8)
    assert order.world.items == {"it_1": "awaiting_payment"}
    await order.fast_forward(hours=0.4)

    assert await order.handle.result() == "expired", "neither in three days nor in twenty hours"


async def test_a_further_attempt_has_its_own_time(start_order: StartOrder) -> None:
    known = TakenUp(payment_attempt=1, payment_due_at=ago(-2 / 24))
    order = await start_order(world=world("awaiting_payment"), taken_up=known)
    await order.until_open()
    await order.pay_again(2, payment_seconds=20 * 3_600)
    await order.until_read()

    await order.fast_forward(hours=18)

    assert order.world.items == {"it_1": "awaiting_payment"}


async def test_money_that_came_meanwhile_counts_also_after_the_limit(
    start_order: StartOrder,
) -> None:
    known = TakenUp(payment_attempt=1, payment_due_at=ago(1))
    order = await start_order(world=world("awaiting_payment", captured=1), taken_up=known)

    await order.until_in("it_1", "awaiting_confirmation")
