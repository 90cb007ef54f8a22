"""Say whether a quote still holds; if not, refuse with a fresh one that the customer can accept."""

from datetime import UTC, datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from chassis.database import Database
from chassis.ids import new_id
from contracts.catalog import (
    PricingDay,
    QuotedPriceHasChanged,
    QuoteIsExpired,
    QuoteView,
    RequestQuoteLine,
)
from services.catalog.domain.availability import Buyer
from services.catalog.domain.quoting import Shelf, make_quote, on_day, terms_changed
from services.catalog.repository.offerings import past_revisions, shelf_of
from services.catalog.repository.quotes import insert_quote


async def confirm_quote(
    database: Database, buyer: Buyer, quote: QuoteView, lifetime_seconds: int, day: PricingDay
) -> QuoteView:
    """The quote when it holds and, with a day given, costs the same for a start on it; then it
    carries the segments of that day. Raises `OfferingIsNotAvailable`, or `QuotedPriceHasChanged`
    or `QuoteIsExpired` with a fresh, stored quote as fact `quote`."""
    now = datetime.now(UTC)
    wanted = [
        RequestQuoteLine(
            offering_id=line.offering_id, quantity=line.quantity, period_count=line.period_count
        )
        for line in quote.lines
    ]
    async with database.autocommit() as connection:
        shelf = await shelf_of(connection, (line.offering_id for line in wanted))
        expires_at = now + timedelta(seconds=lifetime_seconds)
        fresh = make_quote(new_id("quo"), wanted, shelf, buyer, expires_at, day)
        changed = await _terms_changed(connection, quote, shelf)
        held = quote if day.start_on is None else on_day(quote, fresh)
        if now < quote.expires_at and not changed and held is not None:
            return held
        await insert_quote(connection, fresh, request_key=f"renewal/{fresh.id}")
    document = fresh.model_dump(mode="json")
    if changed or held is None:
        raise QuotedPriceHasChanged(
            "The price or content of a product, or the first day of service, changed since it was"
            " quoted. Nothing was ordered; show the customer the new quote and confirm that one.",
            quote=document,
        )
    raise QuoteIsExpired(
        "The quote's time is over. Nothing was ordered; confirm the new quote.", quote=document
    )


async def _terms_changed(connection: AsyncConnection, quote: QuoteView, shelf: Shelf) -> bool:
    """Compares with the history only where the revision moved on; usually none did."""
    older = {
        (line.offering_id, line.offering_revision)
        for line in quote.lines
        if shelf[line.offering_id].revision != line.offering_revision
    }
    if not older:
        return False
    quoted = await past_revisions(connection, older)
    return any(terms_changed(offering, shelf[offering.id]) for offering in quoted)
