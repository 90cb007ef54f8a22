"""Pages that wait for a payment hear that its page is there. That it is paid, orders tells."""

import pytest

from tests.services.hearing import hints_of
from tests.services.payments.world import World, payment_order

pytestmark = pytest.mark.engines


async def test_a_payment_that_opens_gives_a_hint_and_its_capture_none(world: World) -> None:
    order = payment_order()
    async with hints_of(world.context.database) as heard:
        await world.open(order)
    assert f"order/{order.order_id}" in heard
    async with hints_of(world.context.database) as heard:
        await world.paid(order)
    assert heard == []
