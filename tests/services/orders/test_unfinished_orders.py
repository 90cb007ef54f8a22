"""What a reconciliation asks of orders: the unfinished, and to start a missing workflow again."""

from datetime import date, timedelta

import pytest

from contracts.actors import Actor
from contracts.decisions import Decide
from contracts.problems import ActionIsNotAllowed
from contracts.reconciliation import OrderCannotBeStartedAgain, StartAgain, UnfinishedOrder
from contracts.recording import RecordAttention, workflow_lost
from contracts.said import said
from contracts.workflow import TakenUp
from tests.services.orders.audited import actions
from tests.services.orders.world import World, key

pytestmark = pytest.mark.engines

AGAIN = StartAgain(cause="rec_1")
DAYS_TO_PAY = timedelta(days=3)


async def _unfinished(world: World, limit: int = 200) -> dict[str, UnfinishedOrder]:
    found: dict[str, UnfinishedOrder] = {}
    cursor = None
    while True:
        page = await world.system.unfinished_orders(cursor=cursor, limit=limit)
        found |= {order.id: order for order in page.items}
        cursor = page.next_cursor
        if cursor is None:
            return found


async def test_an_order_is_listed_until_it_is_finished(world: World) -> None:
    customer = await world.customer()
    order = (await world.request(customer)).order
    listed = (await _unfinished(world))[order.id]
    assert (listed.path, listed.status, listed.payment_attempt) == (
        "request",
        "waiting_for_approval",
        0,
    )
    assert [item.state for item in listed.items] == ["awaiting_approval"]

    item = order.items[0]
    await world.admin().decide(
        order.id, item.id, Decide(verdict="reject", reason="No line."), key=key()
    )
    (_, decision) = world.workflows.decided[-1]
    decided = (await _unfinished(world))[order.id].items[0]
    assert (decided.decision_id, decided.revision) == (decision.decision_id, 1)


async def test_pages_list_every_order_once_oldest_first(world: World) -> None:
    customer = await world.customer()
    placed = [(await world.request(customer)).order.id for _ in range(3)]
    listed = [order for order in await _unfinished(world, limit=2) if order in placed]
    assert listed == placed


async def test_a_lost_workflow_is_followed_by_another_once_per_cause(world: World) -> None:
    order = (await world.upfront(await world.customer())).order
    world.workflows.ended[order.id] = "ended"
    for _ in range(2):
        await world.system.start_again(order.id, AGAIN)
    [first, again] = [one for one in world.workflows.opened if one.order_id == order.id]
    known = TakenUp(payment_attempt=1, payment_due_at=order.placed_at + DAYS_TO_PAY)
    terms = first.terms.model_copy(update={"taken_up": known})
    assert again == first.model_copy(update={"terms": terms})
    assert await actions(world, order.id) == ["placed", "workflow_started_again"]

    await world.system.start_again(order.id, StartAgain(cause="rec_2"))
    assert len([one for one in world.workflows.opened if one.order_id == order.id]) == 3


async def test_the_next_workflow_is_told_the_time_limits_that_the_customer_reads(
    world: World,
) -> None:
    customer = await world.customer()
    asked = (await world.request(customer)).order
    world.clock.at += timedelta(days=20)
    world.workflows.ended[asked.id] = "ended"

    await world.system.start_again(asked.id, AGAIN)

    terms = world.workflows.opened[-1].terms
    assert terms.taken_up
    assert terms.taken_up.waiting_since == asked.placed_at
    ends_at = asked.placed_at + timedelta(seconds=terms.approval_seconds)
    timeline = await customer.timeline(asked.id)
    assert [step.until for step in timeline.comes_next if step.until] == [ends_at]


async def test_where_a_workflow_runs_nothing_is_started_or_recorded(world: World) -> None:
    order = (await world.upfront(await world.customer())).order
    for cause in ("rec_1", "rec_2"):
        with pytest.raises(OrderCannotBeStartedAgain, match="The order's workflow runs"):
            await world.system.start_again(order.id, StartAgain(cause=cause))
    assert await actions(world, order.id) == ["placed"]


async def test_what_was_decided_and_not_carried_out_is_told_to_the_next_workflow(
    world: World,
) -> None:
    order = (await world.request(await world.customer())).order
    command = Decide(verdict="approve", start_on=date(2023, 1, 14))
    await world.admin().decide(order.id, order.items[0].id, command, key=key())
    (_, decision) = world.workflows.decided[-1]
    world.workflows.ended[order.id] = "missing"

    await world.system.start_again(order.id, AGAIN)

    taken_up = world.workflows.opened[-1].terms.taken_up
    assert taken_up
    assert [one.decision_id for one in taken_up.decisions] == [decision.decision_id]


async def test_starting_again_solves_the_flag_of_the_loss_and_no_other(world: World) -> None:
    order = (await world.request(await world.customer())).order
    for key_, why in (("lost/1", workflow_lost(order.id)), ("refund/1", said("message.unknown"))):
        flag = RecordAttention(said=why, key=key_, source="reconciliation")
        await world.system.record_attention(order.id, flag)
    world.workflows.ended[order.id] = "ended"

    again = await world.system.start_again(order.id, AGAIN)

    assert again.flags == ["message.unknown"]


async def test_nothing_is_started_where_all_is_done(world: World) -> None:
    customer = await world.customer()
    order = (await world.request(customer)).order
    world.workflows.ended[order.id] = "completed"
    with pytest.raises(OrderCannotBeStartedAgain, match="Nothing of this order is left to do"):
        await world.system.start_again(order.id, AGAIN)


@pytest.mark.parametrize("kind", ["customer", "admin"])
async def test_only_operators_and_the_system_may_ask(kind: str, world: World) -> None:
    await world.customer()
    somebody = Actor.model_validate({"kind": kind, "id": "eve", "partner_id": 1})
    with pytest.raises(ActionIsNotAllowed):
        await world.acting(somebody).unfinished_orders()
    with pytest.raises(ActionIsNotAllowed):
        await world.acting(somebody).start_again("ord_1", AGAIN)
    operator = Actor(kind="operator", id="olga")
    assert (await world.acting(operator).unfinished_orders(limit=1)).items
