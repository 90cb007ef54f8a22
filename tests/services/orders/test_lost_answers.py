"""A retry whose first answer was lost finds what the first try did, and does nothing twice."""

import pytest

from contracts.carts import AddCartLine
from contracts.decisions import Decide, MoveStart
from contracts.orders import PlaceOrder
from tests.services.orders.test_deciding import carry_out
from tests.services.orders.world import PAID_ON, World, key

pytestmark = pytest.mark.engines


async def test_adding_a_line(world: World) -> None:
    customer, same = await world.customer(), key()
    line = AddCartLine(offering_id=await world.plan())
    await customer.add_cart_line(line, key=same)
    await world.lose_answers()
    assert (await customer.add_cart_line(line, key=same)).line_count == 1


async def test_placing(world: World) -> None:
    customer, same = await world.customer(), key()
    command = PlaceOrder(quote_id=await world.quote(customer), pay="on_request")
    first = await customer.place_order(command, key=same)
    await world.lose_answers()
    # The order is there, so neither the catalog nor an expired quote can spoil the retry.
    world.network.blocked.add("catalog.test")
    assert (await customer.place_order(command, key=same)).order.id == first.order.id


async def test_deciding_and_moving(world: World) -> None:
    carry_out(world)
    order, admin = await world.paid(await world.customer()), world.admin()
    item_id, same, next_same = order.items[0].id, key(), key()
    approve, move = Decide(verdict="approve", start_on=PAID_ON), MoveStart(start_on=PAID_ON)
    first = await admin.decide(order.id, item_id, approve, key=same)
    await world.lose_answers()
    assert await admin.decide(order.id, item_id, approve, key=same) == first
    moved = await admin.move_start(order.id, item_id, move, key=next_same)
    await world.lose_answers()
    assert await admin.move_start(order.id, item_id, move, key=next_same) == moved
    assert moved.decision.revision == 2
    assert len(world.workflows.decided) == 2


async def test_cancelling(world: World) -> None:
    customer, same = await world.customer(), key()
    order = (await world.request(customer, item_count=2)).order
    first = await customer.cancel_order(order.id, key=same)
    await world.lose_answers()
    assert await customer.cancel_order(order.id, key=same) == first
    assert len(world.workflows.decided) == 2


async def test_paying_again_and_switching(world: World) -> None:
    customer, same, next_same = await world.customer(), key(), key()
    order_id = (await world.upfront(customer)).order.id
    await world.failed(order_id)
    await customer.try_payment_again(order_id, key=same)
    await world.lose_answers()
    again = await customer.try_payment_again(order_id, key=same)
    assert again.order.payment_attempt == 2
    await customer.switch_to_request(order_id, key=next_same)
    await world.lose_answers()
    assert (await customer.switch_to_request(order_id, key=next_same)).order.path == "request"
    assert world.workflows.attempts == [(order_id, 2)]
    assert world.workflows.switched == [order_id]
