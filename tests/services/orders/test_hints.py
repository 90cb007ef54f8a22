"""Pages that wait for an order hear of each change of it."""

import pytest

from tests.services.hearing import hints_of
from tests.services.orders.world import World, key

pytestmark = pytest.mark.engines


async def test_what_changes_an_order_gives_a_hint(world: World) -> None:
    customer = await world.customer()
    order = (await world.upfront(customer)).order
    for change in (
        world.failed(order.id),
        customer.try_payment_again(order.id, key=key()),
        world.captured(order.id, attempt=2),
    ):
        async with hints_of(world.database) as heard:
            await change
        assert f"order/{order.id}" in heard


async def test_what_is_read_gives_none(world: World) -> None:
    customer = await world.customer()
    order = (await world.request(customer)).order
    async with hints_of(world.database) as heard:
        await customer.order(order.id)
        await customer.payment_page(order.id)
    assert f"order/{order.id}" not in heard
