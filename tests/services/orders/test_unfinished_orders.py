"""What a reconciliation asks of orders: the unfinished, and to start a missing workflow again."""

from datetime import date

import pytest

from contracts.actors import Actor
from contracts.decisions import Decide
from contracts.problems import ActionIsNotAllowed
from contracts.reconciliation import OrderCannotBeStartedAgain, StartAgain, UnfinishedOrder
from tests.services.orders.audited import actions
from tests.services.orders.world import World, key

pytestmark = pytest.mark.engines

AGAIN = StartAgain(cause="rec_1")


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


async def test_a_missing_workflow_is_started_as_it_was_once_per_cause(world: World) -> None:
    order = (await world.upfront(await world.customer())).order
    [first] = [one for one in world.workflows.opened if one.order_id == order.id]
    for _ in range(2):
        await world.system.start_again(order.id, AGAIN)
    again = [one for one in world.workflows.opened if one.order_id == order.id]
    assert again == [first, first]
    assert await actions(world, order.id) == ["placed", "workflow_started_again"]

    await world.system.start_again(order.id, StartAgain(cause="rec_2"))
    assert len([one for one in world.workflows.opened if one.order_id == order.id]) == 3


async def test_a_paid_order_can_be_started_again(world: World) -> None:
    order = await world.paid(await world.customer())
    assert (await world.system.start_again(order.id, AGAIN)).id == order.id


async def test_an_order_that_was_decided_is_not_started_again(world: World) -> None:
    order = (await world.request(await world.customer())).order
    command = Decide(verdict="approve", start_on=date(2023, 1, 14))
    await world.admin().decide(order.id, order.items[0].id, command, key=key())
    with pytest.raises(OrderCannotBeStartedAgain):
        await world.system.start_again(order.id, AGAIN)


async def test_an_order_with_a_second_attempt_is_not_started_again(world: World) -> None:
    customer = await world.customer()
    order = (await world.upfront(customer)).order
    await world.failed(order.id)
    await customer.try_payment_again(order.id, key=key())
    with pytest.raises(OrderCannotBeStartedAgain):
        await world.system.start_again(order.id, AGAIN)


async def test_an_order_that_was_switched_to_a_request_is_not_started_again(
    world: World,
) -> None:
    customer = await world.customer()
    order = (await world.upfront(customer)).order
    await customer.switch_to_request(order.id, key=key())
    with pytest.raises(OrderCannotBeStartedAgain):
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
