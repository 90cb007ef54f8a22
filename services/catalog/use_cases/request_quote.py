"""Promise a price for a while, and read the promise again."""

from datetime import UTC, datetime, timedelta

from chassis.database import Database
from chassis.ids import new_id
from chassis.problems import not_found
from contracts.catalog import QuoteView, RequestQuote
from services.catalog.domain.availability import Buyer
from services.catalog.domain.quoting import make_quote
from services.catalog.repository.offerings import shelf_of
from services.catalog.repository.quotes import find_quote, insert_quote


async def request_quote(
    database: Database,
    buyer: Buyer,
    wanted: RequestQuote,
    request_key: str,
    lifetime_seconds: int,
) -> QuoteView:
    """Raises `OfferingIsNotAvailable`, `QuoteMixesCurrencies`, `QuoteIsTooLarge`,
    `QuoteIsTooLong`."""
    async with database.autocommit() as connection:
        shelf = await shelf_of(connection, (line.offering_id for line in wanted.lines))
        expires_at = datetime.now(UTC) + timedelta(seconds=lifetime_seconds)
        quote = make_quote(new_id("quo"), wanted.lines, shelf, buyer, expires_at, wanted)
        return await insert_quote(connection, quote, request_key)


async def read_quote(database: Database, quote_id: str) -> QuoteView:
    """Raises `ObjectIsNotFound`; whether the caller may see it is for the caller to check."""
    async with database.autocommit() as connection:
        quote = await find_quote(connection, quote_id)
    if quote is None:
        raise not_found("quote")
    return quote
