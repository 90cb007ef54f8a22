"""Read a promised price again."""

from sqlalchemy.ext.asyncio import AsyncConnection

from chassis.auth import require_may_see
from chassis.problems import not_found
from chassis.tokens import Caller
from contracts.catalog import QuoteView
from services.catalog.context import Context
from services.catalog.repository.quotes import find_quote


async def read_quote(context: Context, caller: Caller, quote_id: str) -> QuoteView:
    """Raises `ObjectIsNotFound` also for what is somebody else's."""
    async with context.database.autocommit() as connection:
        return await find_quote_for(connection, caller, quote_id)


async def find_quote_for(connection: AsyncConnection, caller: Caller, quote_id: str) -> QuoteView:
    quote = await find_quote(connection, quote_id)
    if quote is None:
        raise not_found("quote")
    require_may_see(caller, "quote", quote.partner_id, quote.customer_id)
    return quote
