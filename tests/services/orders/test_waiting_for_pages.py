"""Few wait for a payment page at once; whoever comes then is told that it follows."""

import asyncio

import pytest

from services.orders.context import MOST_PAGE_WAITS
from services.orders.use_cases import show_payment_state
from tests.patience import eventually
from tests.services.orders.world import World

pytestmark = pytest.mark.engines
LONGER_THAN_THIS_TEST = 600.0


async def test_beyond_the_most_who_wait_for_a_page_it_follows_at_once(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(show_payment_state, "LOOK_SECONDS", LONGER_THAN_THIS_TEST)
    customer = await world.customer()
    order_id = (await world.upfront(customer)).order.id
    world.book.opened(order_id)
    world.book.page_is_told.clear()
    waiting = [asyncio.create_task(customer.payment_page(order_id)) for _ in range(MOST_PAGE_WAITS)]

    async def all_wait() -> bool:
        return world.book.waiting_for_pages == MOST_PAGE_WAITS

    await eventually(all_wait)
    async with asyncio.timeout(20):
        assert (await customer.payment_page(order_id)).outcome == "payment_page_follows"
    world.book.page_is_told.set()
    assert {placed.outcome for placed in await asyncio.gather(*waiting)} == {"pay_now"}
    assert (await customer.payment_page(order_id)).outcome == "pay_now"
