"""What a customer pays: prices of lines, quotes, and whether a quoted offering's terms changed."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from chassis.money import charge
from contracts.catalog import (
    OfferingIsNotAvailable,
    OfferingView,
    Price,
    PricedLines,
    QuoteIsTooLarge,
    QuoteLine,
    QuoteMixesCurrencies,
    QuoteView,
    RequestQuoteLine,
)
from contracts.message import Amount
from services.catalog.domain.availability import Buyer, may_order

Shelf = Mapping[str, OfferingView]
"""Offerings by id: those asked for, and the components of the bundles among them."""

LARGEST_TOTAL_MINOR = 10**14
"""Well below what a message can carry, so that VAT on top and sums of items still fit."""


def price_lines(wanted: Sequence[RequestQuoteLine], shelf: Shelf, buyer: Buyer) -> PricedLines:
    """Prices of now; what the buyer may not order is listed instead of refused."""
    lines = [_price_line(line, shelf) for line in wanted if _orderable(line, shelf, buyer)]
    missing = [line.offering_id for line in wanted if not _orderable(line, shelf, buyer)]
    return PricedLines(lines=lines, unavailable_offering_ids=list(dict.fromkeys(missing)))


def make_quote(
    quote_id: str,
    wanted: Sequence[RequestQuoteLine],
    shelf: Shelf,
    buyer: Buyer,
    expires_at: datetime,
) -> QuoteView:
    """A binding price. Raises `OfferingIsNotAvailable`, `QuoteMixesCurrencies`, or
    `QuoteIsTooLarge`."""
    priced = price_lines(wanted, shelf, buyer)
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
    return QuoteView(
        id=quote_id,
        customer_id=buyer.customer_id,
        partner_id=buyer.partner_id,
        currency=currencies.pop(),
        lines=priced.lines,
        total_minor=gross_minor,
        expires_at=expires_at,
    )


def terms_changed(quoted: OfferingView, current: OfferingView) -> bool:
    """True when the customer must be asked again. A title or description change is no reason."""
    return _terms(quoted) != _terms(current)


def _terms(offering: OfferingView) -> tuple[object, ...]:
    return (offering.price, offering.kind, offering.component_ids, offering.contract_months)


def _orderable(line: RequestQuoteLine, shelf: Shelf, buyer: Buyer) -> bool:
    offering = shelf.get(line.offering_id)
    return offering is not None and may_order(offering, buyer.partner_id, buyer.audience)


def _price_line(line: RequestQuoteLine, shelf: Shelf) -> QuoteLine:
    offering = shelf[line.offering_id]
    price = offering.price
    return QuoteLine(
        offering_id=offering.id,
        offering_revision=offering.revision,
        kind=offering.kind,
        title=offering.title,
        quantity=line.quantity,
        price=price,
        period=_charge(price.amount_minor * line.quantity, price),
        fee=_charge(price.activation_fee_minor * line.quantity, price),
        contract_months=offering.contract_months,
        component_titles=[shelf[i].title for i in offering.component_ids if i in shelf],
    )


def _charge(listed_minor: int, price: Price) -> Amount:
    if listed_minor > LARGEST_TOTAL_MINOR:
        raise _too_large()
    return charge(listed_minor, price)


def _gross(lines: Sequence[QuoteLine]) -> int:
    parts = [part for line in lines for part in (line.period, line.fee)]
    return sum(part.gross_minor for part in parts)


def _too_large() -> QuoteIsTooLarge:
    return QuoteIsTooLarge(
        "The amount exceeds what one order can hold. Nothing was done; order less at once."
    )
