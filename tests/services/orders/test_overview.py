"""What a customer's first page shows of its cart, services and orders."""

import pytest

from contracts.carts import AddCartLine
from contracts.overviews import MOST_SHOWN
from contracts.problems import ActionIsNotAllowed
from contracts.recording import ApplyDecision
from tests.services.orders.test_statement_counts import counted
from tests.services.orders.world import World, key

pytestmark = pytest.mark.engines


async def expire(world: World, order_id: str) -> None:
    """As its workflow does when nobody decided."""
    for made in (await world.system.expire(order_id)).decisions:
        await world.system.record_applied(order_id, made.decision_id, ApplyDecision())


async def test_somebody_new_has_nothing(world: World) -> None:
    seen = await (await world.customer()).overview()
    assert (seen.cart_line_count, seen.open_order_count, seen.service_counts) == (0, 0, {})
    assert (seen.services, seen.open_orders) == ([], [])


async def test_it_counts_all_and_shows_the_newest_of_ones_own(world: World) -> None:
    customer, other = await world.customer(), await world.customer()
    await world.request(other)
    paid = await world.paid(customer)
    asked = [(await world.request(customer)).order.id for _ in range(MOST_SHOWN)]
    await expire(world, asked.pop())
    await world.quote(customer, await world.plan())
    await customer.add_cart_line(AddCartLine(offering_id=await world.plan()), key=key())

    seen = await customer.overview()

    assert seen.cart_line_count == 2
    assert seen.service_counts == {"active": 1, "pending": 4, "archived": 1}
    assert len(seen.services) == MOST_SHOWN
    assert {one.customer_id for one in seen.services} == {paid.customer_id}
    assert seen.open_order_count == 4
    assert [one.id for one in seen.open_orders] == [*reversed(asked)]
    assert "approv" in seen.open_orders[0].waits_for[0].text


async def test_what_is_paid_is_open_to_the_staff_alone(world: World) -> None:
    customer = await world.customer()
    order = await world.paid(customer)
    assert (await customer.overview()).open_order_count == 0
    assert (await customer.orders(only_open=True)).items == []
    staff = await world.admin().orders(customer_id=order.customer_id, only_open=True)
    assert [one.id for one in staff.items] == [order.id]


async def test_it_takes_four_statements_however_much_there_is(world: World) -> None:
    customer = await world.customer()
    for _ in range(3):
        await world.request(customer, item_count=2)
    with counted(world) as statements:
        await customer.overview()
    assert len(statements) == 4


async def test_staff_has_none(world: World) -> None:
    with pytest.raises(ActionIsNotAllowed):
        await world.admin().overview()


async def test_orders_are_narrowed_to_open_ones_and_to_what_was_ordered(world: World) -> None:
    customer = await world.customer()
    done, waits = [(await world.request(customer)).order.id for _ in range(2)]
    await expire(world, done)
    assert [one.id for one in (await customer.orders(only_open=True)).items] == [waits]
    assert (await customer.orders(kind="voice")).items == []
    assert [one.id for one in (await customer.orders(kind="internet")).items] == [waits, done]
