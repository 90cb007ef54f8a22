"""What lines that share an invoice cost from a start date: the amounts of a quote and of its
invoice."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from billing.money import charge, round_half_up
from billing.periods import Period, periods
from billing.segments import Segment, discount_on, segments
from billing.shares import spread_minor
from contracts.catalog import ChargedSegment, Price
from contracts.message import Amount


@dataclass(frozen=True)
class Wanted:
    """One line to be charged."""

    price: Price
    quantity: int = 1
    period_count: int = 1

    @property
    def listed_minor(self) -> int:
        """The list price of one full period, for the whole quantity."""
        return self.price.amount_minor * self.quantity


@dataclass(frozen=True)
class LineCharge:
    """What a line costs: its periods (or its one-time price) and its fee, apart."""

    period: Amount
    fee: Amount
    segments: tuple[ChargedSegment, ...]


@dataclass(frozen=True)
class _Listed:
    """A line before VAT is told apart: gross where prices include it, else net."""

    segments: list[Segment]
    parts_minor: list[int]
    whole_minor: int
    fee_minor: int


def charge_together(
    wanted: Sequence[Wanted], start: date | None, billing_day: int
) -> list[LineCharge]:
    """What the lines cost on one invoice when service starts on `start`.

    Without a start date every period is full, no discount counts, and there are no segments.
    VAT is computed once per rate for the whole invoice and spread over what it was charged on.
    """
    listed = _listed_once(wanted, start, billing_day)
    bases = [part for one in listed for part in (one.whole_minor, one.fee_minor)]
    prices = [line.price for line in wanted for _ in range(2)]
    amounts = with_vat(bases, prices)
    return [
        LineCharge(period, fee, _segments(one, period, line.price.includes_vat))
        for line, one, period, fee in zip(wanted, listed, amounts[::2], amounts[1::2], strict=True)
    ]


def with_vat(bases_minor: Sequence[int], prices: Sequence[Price]) -> list[Amount]:
    """Each base as net, VAT and gross. The VAT of a rate is rounded once, for all bases together,
    and given to them by largest remainder."""
    groups: dict[tuple[int, bool], list[int]] = defaultdict(list)
    for n, price in enumerate(prices):
        groups[price.vat_basis_points, price.includes_vat].append(n)
    amounts: dict[int, Amount] = {}
    for members in groups.values():
        price = prices[members[0]]
        whole = charge(sum(bases_minor[n] for n in members), price)
        shares = spread_minor(whole.vat_minor, [Fraction(bases_minor[n]) for n in members])
        for n, vat_minor in zip(members, shares, strict=True):
            amounts[n] = amount_of(bases_minor[n], vat_minor, includes_vat=price.includes_vat)
    return [amounts[n] for n in range(len(prices))]


def amount_of(base_minor: int, vat_minor: int, *, includes_vat: bool) -> Amount:
    net_minor = base_minor - vat_minor if includes_vat else base_minor
    return Amount(net_minor=net_minor, vat_minor=vat_minor, gross_minor=net_minor + vat_minor)


def period_minor(listed_minor: int, parts: Sequence[Segment]) -> list[int]:
    """What the segments of one period cost. The period is rounded once, as a whole."""
    exact = [listed_minor * part.share for part in parts]
    return spread_minor(round_half_up(sum(exact, Fraction(0))), exact)


def _listed_once(wanted: Sequence[Wanted], start: date | None, billing_day: int) -> list[_Listed]:
    """Each line before VAT. Lines that want the same of one offering are computed once."""
    known: dict[tuple[int, int, int], _Listed] = {}
    found = []
    for line in wanted:
        same = id(line.price), line.quantity, line.period_count
        if same not in known:
            known[same] = _listed(line, start, billing_day)
        found.append(known[same])
    return found


def _listed(line: Wanted, start: date | None, billing_day: int) -> _Listed:
    price, listed = line.price, line.listed_minor
    fee_minor = price.activation_fee_minor * line.quantity
    if start is None:
        count = 1 if price.cycle.kind == "once" else line.period_count
        return _Listed([], [], listed * count, fee_minor)
    if price.cycle.kind == "once":
        paid = 1 - Fraction(discount_on(start, price.discounts), 10_000)
        return _Listed([], [], round_half_up(listed * paid), fee_minor)
    paid_periods = periods(price.cycle, start, billing_day, line.period_count)
    found, minors = _cut(listed, paid_periods, price)
    return _Listed(found, minors, sum(minors), fee_minor)


def _cut(listed_minor: int, paid: list[Period], price: Price) -> tuple[list[Segment], list[int]]:
    found: list[Segment] = []
    minors: list[int] = []
    for period in paid:
        cut = segments(period, price.discounts)
        found += cut
        minors += period_minor(listed_minor, cut)
    return found, minors


def _segments(listed: _Listed, charged: Amount, includes_vat: bool) -> tuple[ChargedSegment, ...]:
    weights = [Fraction(part) for part in listed.parts_minor]
    vats = spread_minor(charged.vat_minor, weights)
    return tuple(
        ChargedSegment(
            first_day=s.first_day,
            last_day=s.last_day,
            full_day_count=s.full_day_count,
            discount_basis_points=s.discount_basis_points,
            amount=amount_of(base, vat, includes_vat=includes_vat),
        )
        for s, base, vat in zip(listed.segments, listed.parts_minor, vats, strict=True)
    )
