"""Billing cycles as calendar dates: which days a charge pays for. Dates only, never seconds."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

from contracts.catalog import BillingCycle

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Period:
    """The days that one charge pays for, both inclusive. `full_day_count` is the length of the
    whole period that these days are part of: more than `day_count` in a partial first one."""

    first_day: date
    last_day: date
    full_day_count: int

    @property
    def day_count(self) -> int:
        return days_between(self.first_day, self.last_day)

    @property
    def share(self) -> Fraction:
        """How much of the full charge these days cost."""
        return Fraction(self.day_count, self.full_day_count)


def periods(cycle: BillingCycle, start: date, billing_day: int, count: int = 1) -> list[Period]:
    """The first `count` periods from `start`; none for a one-time charge."""
    if cycle.kind == "once":
        return []
    if cycle.kind == "days":
        length = timedelta(days=cycle.day_count or 1)
        return _between([start + length * n for n in range(count + 1)])
    if cycle.kind == "monthly":
        return _between([month_after(start, n) for n in range(count + 1)])
    opening = _billing_day_at_or_before(start, billing_day)
    full = _between([month_after(opening, n) for n in range(count + 1)])
    partial = Period(start, full[0].last_day, full[0].full_day_count)
    return [partial, *full[1:]]


def month_after(anchor: date, months: int) -> date:
    """The anchor's day `months` later, or that month's last day where the day does not exist.

    Always counted from the anchor: from 31 January come 28 February and then 31 March.
    """
    years, month = divmod(anchor.month - 1 + months, 12)
    year = anchor.year + years
    return date(year, month + 1, min(anchor.day, monthrange(year, month + 1)[1]))


def days_between(first_day: date, last_day: date) -> int:
    """How many days, both included."""
    return (last_day - first_day).days + 1


def _between(starts: list[date]) -> list[Period]:
    return [
        Period(first, following - ONE_DAY, (following - first).days)
        for first, following in pairwise(starts)
    ]


def _billing_day_at_or_before(day: date, billing_day: int) -> date:
    this_month = day.replace(day=billing_day)
    return this_month if this_month <= day else month_after(this_month, -1)
