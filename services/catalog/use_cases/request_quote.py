"""Promise a price for a while."""

import asyncio

from chassis.ids import new_id
from contracts.catalog import QuoteView, RequestQuote
from services.catalog.context import Context
from services.catalog.domain.availability import Buyer
from services.catalog.domain.quoting import make_quote
from services.catalog.repository.offerings import offerings_for_quote
from services.catalog.repository.quotes import insert_quote


async def request_quote(
    context: Context, buyer: Buyer, wanted: RequestQuote, request_key: str
) -> QuoteView:
    """Raises `OfferingIsNotAvailable`, `QuoteMixesCurrencies`, `QuoteIsTooLarge`,
    `QuoteIsTooLong`."""
    expires_at = context.now() + context.quote_lifetime
    async with context.database.autocommit() as connection:
        offerings = await offerings_for_quote(connection, wanted)
        quote = await asyncio.to_thread(
            make_quote, new_id("quo"), wanted, offerings, buyer, expires_at
        )
        return await insert_quote(connection, quote, request_key)
