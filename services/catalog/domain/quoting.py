"""What a customer pays: prices of lines, quotes, and whether a quoted offering's terms changed."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from billing.charging import LineCharge, Wanted, charge_together
from contracts.catalog import (
    OfferingIsNotAvailable,
    OfferingView,
    PricedLines,
    PricingDay,
    QuoteIsTooLarge,
    QuoteLine,
    QuoteMixesCurrencies,
    QuoteView,
    RequestQuote,
    RequestQuoteLine,
)
from services.catalog.domain.availability import Buyer, may_order
from services.catalog.domain.invoice_room import require_room

Offerings = Mapping[str, OfferingView]
"""By id: those asked for, and the components of the bundles among them."""

LARGEST_TOTAL_MINOR = 10**14
"""Well below what a message can carry, so that VAT on top and sums of items still fit."""


def price_lines(wanted: RequestQuote, offerings: Offerings, buyer: Buyer) -> PricedLines:
    """Prices of now; what the buyer may not order is listed instead of refused. VAT is computed
    for the lines together, as their one invoice does it."""
    orderable = [line for line in wanted.lines if _orderable(line, offerings, buyer)]
    charges = charge_together(
        [_wanted(line, offerings[line.offering_id]) for line in orderable],
        wanted.start_on,
        wanted.billing_day,
    )
    lines = [
        _quote_line(line, charged, offerings, wanted)
        for line, charged in zip(orderable, charges, strict=True)
    ]
    missing = [line.offering_id for line in wanted.lines if not _orderable(line, offerings, buyer)]
    return PricedLines(lines=lines, unavailable_offering_ids=list(dict.fromkeys(missing)))


def make_quote(
    quote_id: str, wanted: RequestQuote, offerings: Offerings, buyer: Buyer, expires_at: datetime
) -> QuoteView:
    """A binding price. Raises `OfferingIsNotAvailable`, `QuoteMixesCurrencies`,
    `QuoteIsTooLarge`, or `QuoteIsTooLong`."""
    priced = price_lines(wanted, offerings, buyer)
    if priced.unavailable_offering_ids:
        offering_id = priced.unavailable_offering_ids[0]
        raise OfferingIsNotAvailable(
            "This product cannot be ordered (any more). Nothing was done; remove it and go on"
            " with the others.",
            offering_id=offering_id,
        )
    currencies = {line.price.currency for line in priced.lines}
    if len(currencies) > 1:
        raise QuoteMixesCurrencies(
            f"The products cost {' and '.join(sorted(currencies))}; one order has one currency."
            " Nothing was done; order them separately."
        )
    gross_minor = _gross(priced.lines)
    if gross_minor > LARGEST_TOTAL_MINOR:
        raise _too_large()
    require_room(priced.lines)
    return QuoteView(
        id=quote_id,
        customer_id=buyer.customer_id,
        partner_id=buyer.partner_id,
        currency=currencies.pop(),
        lines=priced.lines,
        total_minor=gross_minor,
        expires_at=expires_at,
    )


def wanted_again(quote: QuoteView, day: PricingDay) -> RequestQuote:
    """What was quoted, asked for once more."""
    lines = [
        RequestQuoteLine(
            offering_id=line.offering_id, quantity=line.quantity, period_count=line.period_count
        )
        for line in quote.lines
    ]
    return RequestQuote(lines=lines, start_on=day.start_on, billing_day=day.billing_day)


def on_day(quote: QuoteView, fresh: QuoteView) -> QuoteView | None:
    """The quote with the days of a fresh one; None when it would then cost something else."""
    pairs = list(zip(quote.lines, fresh.lines, strict=True))
    if any((old.period, old.fee) != (new.period, new.fee) for old, new in pairs):
        return None
    days = [
        old.model_copy(update={"start_on": new.start_on, "segments": new.segments})
        for old, new in pairs
    ]
    return quote.model_copy(update={"lines": days})


def terms_changed(quoted: OfferingView, current: OfferingView) -> bool:
    """True when the customer must be asked again. A title or description change is no reason."""
    return _terms(quoted) != _terms(current)


def _terms(offering: OfferingView) -> tuple[object, ...]:
    return (offering.price, offering.kind, offering.component_ids, offering.contract_months)


def _orderable(line: RequestQuoteLine, offerings: Offerings, buyer: Buyer) -> bool:
    offering = offerings.get(line.offering_id)
    return offering is not None and may_order(buyer, offering)


def _wanted(line: RequestQuoteLine, offering: OfferingView) -> Wanted:
    wanted = Wanted(offering.price, line.quantity, _period_count(line, offering))
    fee_minor = offering.price.activation_fee_minor * line.quantity
    if wanted.listed_minor * wanted.period_count + fee_minor > LARGEST_TOTAL_MINOR:
        raise _too_large()
    return wanted


def _period_count(line: RequestQuoteLine, offering: OfferingView) -> int:
    return 1 if offering.price.cycle.kind == "once" else line.period_count


def _quote_line(
    line: RequestQuoteLine, charged: LineCharge, offerings: Offerings, day: PricingDay
) -> QuoteLine:
    offering = offerings[line.offering_id]
    return QuoteLine(
        offering_id=offering.id,
        offering_revision=offering.revision,
        kind=offering.kind,
        title=offering.title,
        quantity=line.quantity,
        period_count=_period_count(line, offering),
        price=offering.price,
        period=charged.period,
        fee=charged.fee,
        start_on=day.start_on,
        segments=list(charged.segments),
        contract_months=offering.contract_months,
        component_titles=[offerings[i].title for i in offering.component_ids if i in offerings],
    )


def _gross(lines: Sequence[QuoteLine]) -> int:
    parts = [part for line in lines for part in (line.period, line.fee)]
    return sum(part.gross_minor for part in parts)


def _too_large() -> QuoteIsTooLarge:
    return QuoteIsTooLarge(
        "The amount exceeds what one order can hold. Nothing was done; order less at once."
    )
