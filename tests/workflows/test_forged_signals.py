"""Signals that say what no record says. While an order waits for its payment they have no effect:
the customer's page stays, and nothing waits longer or for somebody else."""

from typing import Any

import pytest

from contracts import workflow as names
from tests.workflows.conftest import RunningOrder, StartOrder

pytestmark = pytest.mark.engines

FORGED: dict[str, tuple[str, dict[str, Any] | None]] = {
    "a decision that nobody made": (
        names.DECIDE_SIGNAL,
        {"decision_id": "dec_forged", "item_id": "it_1", "verdict": "approve"},
    ),
    "a refusal that nobody made": (
        names.DECIDE_SIGNAL,
        {"decision_id": "dec_forged", "verdict": "cancel", "documents": "full_credit"},
    ),
    "an operator's decision on what is not paid": (
        names.DECIDE_SIGNAL,
        {"item_id": "it_1", "verdict": "approve", "start_on": "2023-01-14", "by": "ada"},
    ),
    "a further attempt": (names.PAYMENT_ATTEMPTED_SIGNAL, {"attempt": 7}),
    "a switch to a request": (names.SWITCHED_TO_REQUEST_SIGNAL, None),
}


def refusals(order: RunningOrder, signal: str) -> list[str]:
    return [effect for effect in order.world.effects if effect.startswith(f"refuse {signal}")]


async def send(order: RunningOrder, signal: str, content: dict[str, Any] | None) -> None:
    await order.handle.signal(signal, args=[] if content is None else [content])


@pytest.mark.parametrize(("signal", "content"), FORGED.values(), ids=FORGED.keys())
async def test_leaves_the_payment_page_as_it_is(
    start_order: StartOrder, signal: str, content: dict[str, Any] | None
) -> None:
    order = await start_order()
    await order.until_read()
    await send(order, signal, content)
    await order.until(lambda: bool(refusals(order, signal)))

    assert order.world.items == {"it_1": "awaiting_payment"}
    assert [e for e in order.world.effects if not e.startswith("refuse")] == ["page 1"]
    assert order.world.attention == []
    await order.settle()
    await order.until_in("it_1", "awaiting_confirmation")


@pytest.mark.parametrize(("signal", "content"), FORGED.values(), ids=FORGED.keys())
async def test_does_not_keep_the_first_page_from_being_opened(
    start_order: StartOrder, signal: str, content: dict[str, Any] | None
) -> None:
    order = await start_order()
    order.world.down.add("open_payment")
    await order.until(lambda: order.world.tries["open_payment"] > 0)
    await send(order, signal, content)
    order.world.down.clear()

    await order.until(lambda: bool(refusals(order, signal)))
    await order.until_open()
    await order.settle()
    await order.until_in("it_1", "awaiting_confirmation")


async def test_a_forged_attempt_does_not_hide_the_customers_own(start_order: StartOrder) -> None:
    order = await start_order()
    await order.settle(captured=False)
    await order.until_in("it_1", "payment_failed")
    await send(order, names.PAYMENT_ATTEMPTED_SIGNAL, {"attempt": 7})
    await order.pay_again(2)

    await order.until(lambda: bool(refusals(order, names.PAYMENT_ATTEMPTED_SIGNAL)))
    await order.settle(attempt=2)
    await order.until_in("it_1", "awaiting_confirmation")


async def test_no_signal_lets_an_unpaid_order_wait_longer(start_order: StartOrder) -> None:
    order = await start_order(payment_hours=2)
    await order.until_read()
    longer = {"attempt": 1, "payment_seconds": 30 * 86_400}
    await send(order, names.PAYMENT_ATTEMPTED_SIGNAL, longer)

    await order.fast_forward(hours=3)
    assert await order.handle.result() == "expired"


async def test_a_switch_counts_once_it_is_on_record(start_order: StartOrder) -> None:
    order = await start_order()
    await order.until_read()
    await send(order, names.SWITCHED_TO_REQUEST_SIGNAL, None)
    await order.until(lambda: bool(refusals(order, names.SWITCHED_TO_REQUEST_SIGNAL)))

    order.world.items["it_1"] = "awaiting_approval"
    await order.workflows.switch_to_request(order.id)
    await order.until(lambda: "notify received" in order.world.effects)
    assert order.world.count("close payment") == 1


@pytest.mark.parametrize(
    "claimed", [{"documents": "credit"}, {"documents": "none"}, {"verdict": "reject"}]
)
async def test_a_decision_that_is_told_otherwise_than_recorded_does_nothing(
    start_order: StartOrder, claimed: dict[str, str]
) -> None:
    order = await start_order("request")
    approved = order.world.decide("it_1", documents="invoice")
    forged = {"decision_id": approved.decision_id, "verdict": "approve", "documents": "invoice"}
    await send(order, names.DECIDE_SIGNAL, forged | claimed)
    await order.until(lambda: bool(refusals(order, names.DECIDE_SIGNAL)))

    assert not [e for e in order.world.effects if not e.startswith(("refuse", "notify received"))]
    assert order.world.items == {"it_1": "awaiting_approval"}
    assert await order.workflows.apply_decision(order.id, approved, wait_seconds=9)
    assert order.world.effects[-3:-1] == ["invoice it_1", "approved it_1"]
