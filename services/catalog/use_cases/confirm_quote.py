"""Say whether a quote still holds; if not, refuse with a fresh one that the customer can accept."""

import asyncio
from collections.abc import Mapping

from sqlalchemy.ext.asyncio import AsyncConnection

from chassis.ids import new_id
from chassis.tokens import Caller
from contracts.catalog import (
    OfferingView,
    PricingDay,
    QuotedPriceHasChanged,
    QuoteIsExpired,
    QuoteView,
)
from services.catalog.context import Context
from services.catalog.domain.availability import Buyer
from services.catalog.domain.quoting import make_quote, on_day, terms_changed, wanted_again
from services.catalog.repository.offerings import offerings_for_quote, past_revisions
from services.catalog.repository.quotes import insert_quote
from services.catalog.use_cases.close_partners import require_open
from services.catalog.use_cases.read_quote import find_quote_for


async def confirm_quote(
    context: Context, caller: Caller, buyer: Buyer, quote_id: str, day: PricingDay
) -> QuoteView:
    """The quote when it holds and, with a day given, costs the same for a start on it; then it
    carries the segments of that day. Raises `OfferingIsNotAvailable`, or `QuotedPriceHasChanged`
    or `QuoteIsExpired` with a fresh, stored quote as fact `quote`; `OrderingIsDisabled` in place of
    that. Whether one that holds may be ordered is for orders to say."""
    now = context.now()
    async with context.database.autocommit() as connection:
        quote = await find_quote_for(connection, caller, quote_id)
        wanted = wanted_again(quote, day)
        offerings = await offerings_for_quote(connection, wanted)
        expires_at = now + context.quote_lifetime
        fresh = await asyncio.to_thread(
            make_quote, new_id("quo"), wanted, offerings, buyer, expires_at
        )
        changed = await _terms_changed(connection, quote, offerings)
        held = quote if day.start_on is None else on_day(quote, fresh)
        if now < quote.expires_at and not changed and held is not None:
            return held
        await require_open(connection, buyer)
        await insert_quote(connection, fresh, request_key=f"renewal/{fresh.id}")
    document = fresh.model_dump(mode="json")
    if changed or held is None:
        raise QuotedPriceHasChanged(quote=document)
    raise QuoteIsExpired(quote=document)


async def _terms_changed(
    connection: AsyncConnection, quote: QuoteView, offerings: Mapping[str, OfferingView]
) -> bool:
    """Compares with the history only where the revision moved on; usually none did."""
    older = {
        (line.offering_id, line.offering_revision)
        for line in quote.lines
        if offerings[line.offering_id].revision != line.offering_revision
    }
    if not older:
        return False
    quoted = await past_revisions(connection, older)
    return any(terms_changed(offering, offerings[offering.id]) for offering in quoted)
