"""What a customer pays: prices of lines, quotes, and whether a quoted offering's terms changed. The
largest quote takes most of a second of a processor: call it in a thread."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime

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
from contracts.message import Amount
from services.catalog.domain.availability import Buyer, may_order
from services.catalog.domain.invoice_room import require_room

Offerings = Mapping[str, OfferingView]
"""By id: those asked for, and the components of the bundles among them."""

LARGEST_TOTAL_MINOR = 10**14
"""Well below what a message can carry, so that VAT on top and sums of items still fit."""

_MOST = Amount(net_minor=10**15, vat_minor=10**15, gross_minor=10**15)
_MOST_CHARGED = LineCharge(period=_MOST, fee=_MOST, segments=())
_LAST_DAY = PricingDay(start_on=date(2999, 12, 31))


def price_lines(wanted: RequestQuote, offerings: Offerings, buyer: Buyer) -> PricedLines:
    """Prices of now; what the buyer may not order is listed instead of refused. VAT is computed
    for the lines together, as their one invoice does it. Raises `QuoteIsTooLong` before anything
    is computed, and `QuoteIsTooLarge`."""
    orderable = [line for line in wanted.lines if _orderable(line, offerings, buyer)]
    require_room(_longest_lines(orderable, offerings))
    charges = charge_together(
        [_wanted(line, offerings[line.offering_id]) for line in orderable],
        wanted.start_on,
        wanted.billing_day,
    )
    lines = [
        _quote_line(line, charged, offerings, wanted)
        for line, charged in zip(orderable, charges, strict=True)
    ]
    return PricedLines(lines=lines, unavailable_offering_ids=_unavailable(wanted, offerings, buyer))


def make_quote(
    quote_id: str, wanted: RequestQuote, offerings: Offerings, buyer: Buyer, expires_at: datetime
) -> QuoteView:
    """A binding price. Raises `OfferingIsNotAvailable`, `QuoteMixesCurrencies`,
    `QuoteIsTooLarge`, or `QuoteIsTooLong`."""
    if missing := _unavailable(wanted, offerings, buyer):
        raise OfferingIsNotAvailable(offering_id=missing[0])
    currencies = {offerings[line.offering_id].price.currency for line in wanted.lines}
    if len(currencies) > 1:
        raise QuoteMixesCurrencies(currencies=sorted(currencies))
    priced = price_lines(wanted, offerings, buyer)
    gross_minor = _gross(priced.lines)
    if gross_minor > LARGEST_TOTAL_MINOR:
        raise QuoteIsTooLarge
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


def _unavailable(wanted: RequestQuote, offerings: Offerings, buyer: Buyer) -> list[str]:
    missing = [line.offering_id for line in wanted.lines if not _orderable(line, offerings, buyer)]
    return list(dict.fromkeys(missing))


def _orderable(line: RequestQuoteLine, offerings: Offerings, buyer: Buyer) -> bool:
    offering = offerings.get(line.offering_id)
    return offering is not None and may_order(buyer, offering)


def _wanted(line: RequestQuoteLine, offering: OfferingView) -> Wanted:
    wanted = Wanted(offering.price, line.quantity, _period_count(line, offering))
    fee_minor = offering.price.activation_fee_minor * line.quantity
    if wanted.listed_minor * wanted.period_count + fee_minor > LARGEST_TOTAL_MINOR:
        raise QuoteIsTooLarge
    return wanted


def _period_count(line: RequestQuoteLine, offering: OfferingView) -> int:
    return 1 if offering.price.cycle.kind == "once" else line.period_count


def _longest_lines(lines: Sequence[RequestQuoteLine], offerings: Offerings) -> Iterator[QuoteLine]:
    """The lines with what they may cost at most, since what they do cost takes long to compute."""
    for line in lines:
        yield _quote_line(line, _MOST_CHARGED, offerings, _LAST_DAY)


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
