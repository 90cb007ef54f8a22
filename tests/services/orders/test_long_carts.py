"""A cart of more than one order can hold has no prices, and is shown and emptied all the same."""

from collections.abc import Awaitable

import pytest
from sqlalchemy import insert

from chassis.ids import new_id
from clients.system.orders import SystemOrders
from contracts.carts import AddCartLine, CartView
from contracts.catalog import (
    MOST_PERIODS,
    BillingCycle,
    Price,
    QuoteIsTooLarge,
    QuoteIsTooLong,
)
from services.orders.domain.cart import LARGEST_LINE_COUNT
from services.orders.tables import cart_lines
from tests.services.catalog.domain.large_quotes import discounts, most_lines
from tests.services.orders.world import World, key

pytestmark = pytest.mark.engines


LONG = Price(
    amount_minor=3_100,
    currency="EUR",
    cycle=BillingCycle(kind="monthly"),
    discounts=discounts(),
)


async def customer_with(world: World, count: int, offering_id: str) -> SystemOrders:
    """As if the lines had been put there before the offering became so long, or so dear."""
    customer_id = new_id("cus")
    rows = [
        {
            "id": new_id("lin"),
            "partner_id": world.partner_id,
            "customer_id": customer_id,
            "offering_id": offering_id,
            "quantity": 1,
            "period_count": MOST_PERIODS,
            "request_key": key(),
        }
        for _ in range(count)
    ]
    async with world.database.autocommit() as connection:
        await connection.execute(insert(cart_lines), rows)
    return await world.customer(customer_id)


async def test_a_cart_that_is_too_long_says_what_to_do_and_can_be_emptied(world: World) -> None:
    customer = await customer_with(world, LARGEST_LINE_COUNT, await world.plan(price=LONG))
    seen = await customer.cart()
    assert len(seen.lines) == seen.line_count == LARGEST_LINE_COUNT
    assert (seen.quote_lines, seen.currency, seen.total_minor) == ([], None, 0)
    assert (seen.no_prices_reason and seen.no_prices_reason.code) == "cart.too_long"
    with pytest.raises(QuoteIsTooLong):
        await customer.quote_cart(key=key())
    for line in seen.lines[40:]:
        await customer.delete_cart_line(line.id)
    fits = await customer.cart()
    assert fits.no_prices_reason is None
    assert len(fits.quote_lines) == fits.line_count == 40
    assert fits.total_minor == sum(line.period.gross_minor for line in fits.quote_lines) > 0


async def _refusal(adding: Awaitable[CartView]) -> str | None:
    try:
        await adding
    except QuoteIsTooLong as refusal:
        return refusal.detail
    return None


async def test_a_line_that_makes_the_cart_too_long_is_not_added(world: World) -> None:
    longest = most_lines("plan with discounts")
    offering_id = await world.plan(price=LONG)
    customer = await customer_with(world, longest - 2, offering_id)
    before = await customer.cart()
    line = AddCartLine(offering_id=offering_id, period_count=MOST_PERIODS)
    answers = [await _refusal(customer.add_cart_line(line, key=key())) for _ in range(3)]
    assert "pay for fewer periods" in (answers[-1] or "")
    assert before.no_prices_reason is None
    assert (await customer.cart()).no_prices_reason is None


async def test_a_cart_that_is_too_dear_is_shown_too(world: World) -> None:
    customer = await customer_with(world, 1, await world.plan(10**14))
    [line] = (seen := await customer.cart()).lines
    assert (seen.no_prices_reason and seen.no_prices_reason.code) == "cart.too_dear"
    with pytest.raises(QuoteIsTooLarge):
        await customer.quote_cart(key=key())
    await customer.delete_cart_line(line.id)
    empty = await customer.cart()
    assert (empty.line_count, empty.total_minor, empty.no_prices_reason) == (0, 0, None)
