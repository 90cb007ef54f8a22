"""Order lines and a start date → what an invoice charges. What was quoted is what is charged."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from chassis.money import total
from contracts.catalog import BillingCycle, QuoteLine
from contracts.message import Amount
from contracts.payments import InvoiceLine
from services.payments.domain.periods import days_between, periods
from services.payments.domain.shares import share_of, spread

ItemKind = Literal["period", "fee", "one_time"]


@dataclass(frozen=True)
class Segment:
    """Days that were charged together, both inclusive."""

    first_day: date
    last_day: date
    amount: Amount

    @property
    def day_count(self) -> int:
        return days_between(self.first_day, self.last_day)


@dataclass(frozen=True)
class ChargedItem:
    """One line of an invoice. A draft's period items have no segments yet: the start is unknown."""

    order_item_id: str
    kind: ItemKind
    description: str
    quantity: int
    amount: Amount
    vat_basis_points: int
    includes_vat: bool
    cycle: BillingCycle
    period_count: int = 1
    segments: tuple[Segment, ...] = ()


def charge_lines(
    lines: Sequence[InvoiceLine], start: date, billing_day: int, period_count: int = 1
) -> list[ChargedItem]:
    """What the lines cost when service starts on `start`; the segments are laid separately."""
    items: list[ChargedItem] = []
    for line in lines:
        items.append(_period_item(line, start, billing_day, period_count))
        fee = line.line.fee
        if fee.gross_minor:
            title = f"Activation fee: {line.line.title}"
            items.append(_item(line, "fee", title, fee))
    return items


def lay_segments(item: ChargedItem, start: date, billing_day: int) -> ChargedItem:
    """The item with its charge spread over the days it pays for, counted from `start`.

    The charge itself stays: a payment captured a day later than it was opened pays what its page
    showed.
    """
    if item.kind != "period":
        return item
    paid = periods(item.cycle, start, billing_day, item.period_count)
    parts = spread(item.amount, [p.share for p in paid], includes_vat=item.includes_vat)
    segments = (Segment(p.first_day, p.last_day, a) for p, a in zip(paid, parts, strict=True))
    return replace(item, segments=tuple(segments))


def _period_item(line: InvoiceLine, start: date, billing_day: int, count: int) -> ChargedItem:
    quoted: QuoteLine = line.line
    cycle = quoted.price.cycle
    if cycle.kind == "once":
        return _item(line, "one_time", quoted.title, quoted.period)
    charged = total(
        [
            share_of(quoted.period, period.share, includes_vat=quoted.price.includes_vat)
            for period in periods(cycle, start, billing_day, count)
        ]
    )
    item = _item(line, "period", quoted.title, charged)
    return replace(item, period_count=count)


def _item(line: InvoiceLine, kind: ItemKind, description: str, amount: Amount) -> ChargedItem:
    price = line.line.price
    return ChargedItem(
        order_item_id=line.item_id,
        kind=kind,
        description=description,
        quantity=line.line.quantity,
        amount=amount,
        vat_basis_points=price.vat_basis_points,
        includes_vat=price.includes_vat,
        cycle=price.cycle,
    )
