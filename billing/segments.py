"""Paid periods cut where a discount begins or ends, so that within a segment every day costs the
same."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from billing.periods import ONE_DAY, Period, days_between
from contracts.catalog import Discount


@dataclass(frozen=True)
class Segment:
    """Consecutive days of one period under one discount; both days are inclusive."""

    first_day: date
    last_day: date
    full_day_count: int
    discount_basis_points: int

    @property
    def share(self) -> Fraction:
        """How much of the full period's list price these days cost."""
        days = Fraction(days_between(self.first_day, self.last_day), self.full_day_count)
        return days * (1 - Fraction(self.discount_basis_points, 10_000))


def segments(period: Period, discounts: Sequence[Discount]) -> list[Segment]:
    """The period's days in order; neighbours differ in their discount."""
    cuts = {period.first_day}
    for discount in discounts:
        for day in (discount.first_day, discount.last_day + ONE_DAY):
            if period.first_day < day <= period.last_day:
                cuts.add(day)
    found: list[Segment] = []
    for first in sorted(cuts):
        rate = discount_on(first, discounts)
        if found and found[-1].discount_basis_points == rate:
            continue  # one discount follows another of the same size
        found.append(Segment(first, period.last_day, period.full_day_count, rate))
    ends = [following.first_day - ONE_DAY for following in found[1:]]
    return [
        Segment(s.first_day, end, s.full_day_count, s.discount_basis_points)
        for s, end in zip(found, [*ends, period.last_day], strict=True)
    ]


def discount_on(day: date, discounts: Sequence[Discount]) -> int:
    """The discount of a day in basis points. Of several, the largest counts; they never add up."""
    return max(
        (d.basis_points for d in discounts if d.first_day <= day <= d.last_day),
        default=0,
    )
