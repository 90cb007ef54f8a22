"""Price lines for the cart page, without storing or promising anything."""

import asyncio

from contracts.catalog import PricedLines, RequestQuote
from services.catalog.context import Context
from services.catalog.domain.availability import Buyer
from services.catalog.domain.quoting import price_lines
from services.catalog.repository.offerings import offerings_for_quote


async def price_cart(context: Context, buyer: Buyer, wanted: RequestQuote) -> PricedLines:
    """Raises `QuoteIsTooLarge`, `QuoteIsTooLong`."""
    async with context.database.autocommit() as connection:
        offerings = await offerings_for_quote(connection, wanted)
    return await asyncio.to_thread(price_lines, wanted, offerings, buyer)
