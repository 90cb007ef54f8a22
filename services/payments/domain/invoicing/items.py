"""Order lines → what an invoice charges, and for which days. What was quoted is what is charged."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from billing.charging import Wanted, amount_of, charge_together
from billing.money import total
from billing.periods import Period, periods
from billing.segments import segments
from billing.shares import spread_minor
from contracts.catalog import BillingCycle, ChargedSegment, Discount
from contracts.message import Amount
from contracts.payments import InvoiceLine, ItemKind


@dataclass(frozen=True)
class ChargedItem:
    """One line of an invoice. `description` is the product's own title. `listed_minor` is the list
    price behind it, for the whole quantity: of one full period, of the one-time product, or the
    fee. A period's segments sum to `amount`."""

    order_item_id: str
    kind: ItemKind
    description: str
    quantity: int
    amount: Amount
    vat_basis_points: int
    includes_vat: bool
    cycle: BillingCycle
    period_count: int = 1
    listed_minor: int = 0
    discounts: tuple[Discount, ...] = ()
    segments: tuple[ChargedSegment, ...] = ()

    def base_minor_of(self, amount: Amount) -> int:
        """The part of an amount that its prices are written in: with VAT, or without."""
        return amount.gross_minor if self.includes_vat else amount.net_minor

    def exact_minor_of(self, segment: ChargedSegment) -> Fraction:
        """What the list price comes to for the segment, before it is rounded."""
        paid = 1 - Fraction(segment.discount_basis_points, 10_000)
        return self.listed_minor * Fraction(segment.day_count, segment.full_day_count) * paid

    def is_as_listed(self, segment: ChargedSegment) -> bool:
        """A payment on another day than quoted keeps the charge that its page showed; then no
        calculation from the list price leads to it."""
        return abs(self.exact_minor_of(segment) - self.base_minor_of(segment.amount)) < 1


def charge_quoted(lines: Sequence[InvoiceLine], today: date, billing_day: int) -> list[ChargedItem]:
    """The amounts that the quote promised; lines quoted without a day are charged for `today`."""
    if any(line.line.start_on is None for line in lines):
        return charge_from(lines, today, billing_day)
    return [item for line in lines for item in _items(line)]


def charge_from(lines: Sequence[InvoiceLine], start: date, billing_day: int) -> list[ChargedItem]:
    """What the lines cost together when service starts on `start`, at the quoted price."""
    wanted = [Wanted(line.line.price, line.line.quantity, line.line.period_count) for line in lines]
    charges = charge_together(wanted, start, billing_day)
    charged = [
        line.model_copy(
            update={
                "line": line.line.model_copy(
                    update={
                        "period": charge.period,
                        "fee": charge.fee,
                        "segments": list(charge.segments),
                    }
                )
            }
        )
        for line, charge in zip(lines, charges, strict=True)
    ]
    return [item for line in charged for item in _items(line)]


def move_to(item: ChargedItem, start: date, billing_day: int) -> ChargedItem:
    """The item paying for days from `start` on, for the same charge.

    A payment captured on another day than quoted pays what its page showed. Calendar months are
    charged by the day and keep their number of days; other periods run anew from `start`.
    """
    if not item.segments or item.segments[0].first_day == start:
        return item
    if item.cycle.kind == "calendar_month":
        return replace(item, segments=_shifted(item.segments, start))
    return replace(item, segments=_laid_anew(item, start, billing_day))


def _shifted(segments: Sequence[ChargedSegment], start: date) -> tuple[ChargedSegment, ...]:
    by = start - segments[0].first_day
    return tuple(
        s.model_copy(update={"first_day": s.first_day + by, "last_day": s.last_day + by})
        for s in segments
    )


def _laid_anew(item: ChargedItem, start: date, billing_day: int) -> tuple[ChargedSegment, ...]:
    """Each period keeps its charge; within it, days weigh what they would cost from `start`."""
    old_start, count = item.segments[0].first_day, item.period_count
    quoted = periods(item.cycle, old_start, billing_day, count)
    laid: list[ChargedSegment] = []
    for old, new in zip(quoted, periods(item.cycle, start, billing_day, count), strict=True):
        charged = total(
            [s.amount for s in item.segments if old.first_day <= s.first_day <= old.last_day]
        )
        laid += _cut(new, charged, item)
    return tuple(laid)


def _cut(period: Period, charged: Amount, item: ChargedItem) -> list[ChargedSegment]:
    parts = segments(period, item.discounts)
    weights = [part.share for part in parts]
    if not any(weights):
        weights = [Fraction((part.last_day - part.first_day).days + 1) for part in parts]
    bases = spread_minor(item.base_minor_of(charged), weights)
    vats = spread_minor(charged.vat_minor, [Fraction(base) for base in bases])
    return [
        ChargedSegment(
            first_day=part.first_day,
            last_day=part.last_day,
            full_day_count=part.full_day_count,
            discount_basis_points=part.discount_basis_points,
            amount=amount_of(base, vat, includes_vat=item.includes_vat),
        )
        for part, base, vat in zip(parts, bases, vats, strict=True)
    ]


def _items(line: InvoiceLine) -> list[ChargedItem]:
    quoted = line.line
    price = quoted.price
    once = price.cycle.kind == "once"
    charged = ChargedItem(
        order_item_id=line.item_id,
        kind="one_time" if once else "period",
        description=quoted.title,
        quantity=quoted.quantity,
        amount=quoted.period,
        vat_basis_points=price.vat_basis_points,
        includes_vat=price.includes_vat,
        cycle=price.cycle,
        period_count=quoted.period_count,
        listed_minor=price.amount_minor * quoted.quantity,
        discounts=tuple(price.discounts),
        segments=tuple(quoted.segments),
    )
    if not quoted.fee.gross_minor:
        return [charged]
    fee = replace(
        charged,
        kind="fee",
        amount=quoted.fee,
        period_count=1,
        listed_minor=price.activation_fee_minor * quoted.quantity,
        discounts=(),
        segments=(),
    )
    return [charged, fee]
