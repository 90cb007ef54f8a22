"""A cart as the window and the checkout show it: pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from contracts.carts import CartLineView, CartView
from contracts.catalog import BillingCycle, Price, QuoteLine


@dataclass(frozen=True)
class Line:
    """`priced` is None for what can no longer be ordered, and where nothing has a price."""

    kept: CartLineView
    priced: QuoteLine | None
    is_gone: bool
    title: str
    """Empty for what is gone."""

    @property
    def gross_minor(self) -> int:
        return gross_of(self.priced) if self.priced else 0

    @property
    def span(self) -> tuple[date, date] | None:
        """Which days are paid."""
        segments = self.priced.segments if self.priced else []
        return (segments[0].first_day, segments[-1].last_day) if segments else None


@dataclass(frozen=True)
class Recurring:
    """What all lines of one rhythm and one VAT rule cost each time, as listed."""

    price: Price
    amount_minor: int


@dataclass(frozen=True)
class Cart:
    revision: int
    lines: Sequence[Line]
    currencies: Sequence[str]
    usual_currency: str
    """The partner's, in which nothing costs nothing."""
    total_minor: int
    vat_minor: int
    fees_minor: int
    once_minor: int
    recurring: Sequence[Recurring]
    why_no_prices: str
    """In words; empty where there are prices."""

    @property
    def count(self) -> int:
        return len(self.lines)

    @property
    def currency(self) -> str:
        """Empty where there is none, or several."""
        return self.currencies[0] if len(self.currencies) == 1 else ""

    @property
    def is_mixed(self) -> bool:
        """Then there is no total."""
        return len(self.currencies) > 1

    @property
    def has_gone(self) -> bool:
        return any(line.is_gone for line in self.lines)

    @property
    def can_be_ordered(self) -> bool:
        return bool(self.currency) and not self.has_gone and not self.why_no_prices


def cart_of(cart: CartView, usual_currency: str, titles: Mapping[str, str]) -> Cart:
    """`titles` by offering, for lines without a price."""
    priced = iter(cart.quote_lines)
    gone = set(cart.unavailable_line_ids)
    lines = [
        _line(one, None if one.id in gone else next(priced, None), one.id in gone, titles)
        for one in cart.lines
    ]
    quoted = cart.quote_lines
    return Cart(
        revision=cart.revision,
        lines=lines,
        currencies=sorted({one.price.currency for one in quoted}),
        usual_currency=usual_currency,
        total_minor=cart.total_minor,
        vat_minor=sum(one.period.vat_minor + one.fee.vat_minor for one in quoted),
        fees_minor=sum(one.fee.gross_minor for one in quoted),
        once_minor=sum(one.period.gross_minor for one in quoted if one.price.cycle.kind == "once"),
        recurring=list(_recurring(quoted)),
        why_no_prices=cart.no_prices_reason.text if cart.no_prices_reason else "",
    )


def gross_of(line: QuoteLine) -> int:
    return line.period.gross_minor + line.fee.gross_minor


def _line(
    kept: CartLineView, priced: QuoteLine | None, is_gone: bool, titles: Mapping[str, str]
) -> Line:
    title = priced.title if priced else titles.get(kept.offering_id, "")
    return Line(kept, priced, is_gone, title)


def _recurring(quoted: Sequence[QuoteLine]) -> Iterator[Recurring]:
    """Amounts of different VAT rules cannot be summed as listed."""
    again = [one for one in quoted if one.price.cycle.kind != "once"]
    for _, group in groupby(sorted(again, key=_rhythm), key=_rhythm):
        lines = list(group)
        amount_minor = sum(one.price.amount_minor * one.quantity for one in lines)
        yield Recurring(lines[0].price, amount_minor)


def _rhythm(line: QuoteLine) -> tuple[str, int, str, bool, int]:
    price, cycle = line.price, _cycle(line.price.cycle)
    return *cycle, price.currency, price.includes_vat, price.vat_basis_points


def _cycle(cycle: BillingCycle) -> tuple[str, int]:
    return cycle.kind, cycle.day_count or 0
