"""Why a document has the amount it has, as codes and facts: API, prints and previews say the same
sentences with the same figures. Here the lines of invoices; credit in `explaining_credit.py`."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from contracts.catalog import ChargedSegment
from contracts.message import Amount
from contracts.said import Said, said
from services.payments.domain.invoicing.credit import parts_of
from services.payments.domain.invoicing.items import ChargedItem

WHOLE = 10_000


@dataclass(frozen=True)
class Explained:
    """A segment, or a charge without days, and how its amount on the document comes about."""

    item: ChargedItem
    segment: ChargedSegment | None
    amount: Amount
    sentence: Said
    unused_day_count: int | None = None
    is_plain: bool = False
    """The sentence says no more than the line of a printed document does."""

    @property
    def charged(self) -> Amount:
        return self.segment.amount if self.segment else self.item.amount


@dataclass(frozen=True)
class Reasons:
    """Of a whole document: its lines, and how they become its amount unless that is their sum."""

    lines: Sequence[Explained]
    sentences: Sequence[Said] = ()


def explain_items(items: Sequence[ChargedItem], currency: str) -> list[Explained]:
    """One line a segment; charges without days have one line each."""
    return [_explained(item, segment, currency) for item, segment in parts_of(items)]


def item_of(item: ChargedItem, *, with_quantity: bool = True) -> Said:
    """What it is for: the product's title, and what kind of charge it is."""
    what = said("document.item", kind=item.kind, title=item.description)
    if item.quantity == 1 or not with_quantity:
        return what
    return said("document.item.several", item=what, quantity=item.quantity)


def calculation(
    base_minor: int, rounded_minor: int, currency: str, *, days: int, of_days: int, off: int = 0
) -> Said:
    """Such as `30.00 × 13/31 = 12.580645…, rounded down to €12.58`; `off` is a discount in basis
    points."""
    exact = base_minor * Fraction(days, of_days) * Fraction(WHOLE - off, WHOLE)
    product = said(
        "sum.product",
        base_exact=str(base_minor),
        days=f"{days}/{of_days}" if days != of_days else None,
        discount_basis_points=off,
        paid_basis_points=WHOLE - off,
        currency=currency,
    )
    return said(
        "sum",
        product=product,
        result_exact=str(exact),
        rounding="none" if exact == rounded_minor else "up" if exact < rounded_minor else "down",
        rounded_minor=rounded_minor,
        currency=currency,
    )


def _explained(item: ChargedItem, segment: ChargedSegment | None, currency: str) -> Explained:
    amount = segment.amount if segment else item.amount
    charged_minor = item.base_minor_of(amount)
    facts = {
        "item": item_of(item),
        "listed_minor": item.listed_minor,
        "charged_minor": charged_minor,
        "currency": currency,
    }
    if segment is None:
        is_listed = charged_minor >= item.listed_minor
        sentence = said("charge.once" if is_listed else "charge.once_discounted", **facts)
    else:
        sentence = _of_days(item, segment, facts, charged_minor)
    is_plain = sentence.code in ("charge.once", "charge.full_period")
    told = _with_vat(sentence, item, amount, currency)
    return Explained(item, segment, amount, told, is_plain=is_plain)


def _of_days(
    item: ChargedItem, segment: ChargedSegment, facts: dict[str, Any], charged_minor: int
) -> Said:
    days, full, off = segment.day_count, segment.full_day_count, segment.discount_basis_points
    facts["days_span"] = f"{segment.first_day}/{segment.last_day}"
    if not item.is_as_listed(segment):
        return said("charge.as_quoted", **facts)
    if days == full and not off:
        return said("charge.full_period", count=full, **facts)
    facts["sum"] = calculation(
        item.listed_minor,
        charged_minor,
        facts["currency"],
        days=days,
        of_days=full,
        off=off,
    )
    return said(
        "charge.days", day_count=days, count=full, discount_basis_points=off or None, **facts
    )


def _with_vat(sentence: Said, item: ChargedItem, amount: Amount, currency: str) -> Said:
    if not item.vat_basis_points:
        return sentence
    vat = said(
        "vat.inside" if item.includes_vat else "vat.on_top",
        vat_basis_points=item.vat_basis_points,
        vat_minor=amount.vat_minor,
        gross_minor=amount.gross_minor,
        currency=currency,
    )
    return said("charge.with_vat", charge=sentence, vat=vat)
