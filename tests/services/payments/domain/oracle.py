"""What a plan costs and what a later start gives back, worked out day by day with fractions.

Written from the rules' words alone: it shares no code with the service, neither its calendar nor
its rounding, and knows amounts only as tuples (net, VAT, gross).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

Triple = tuple[int, int, int]
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Case:
    """A plan, and when it is paid from."""

    cycle: str
    cycle_days: int
    listed: int
    fee: int
    vat_basis_points: int
    includes_vat: bool
    period_count: int
    billing_day: int
    discounts: tuple[tuple[int, date, date], ...]
    start: date


@dataclass(frozen=True)
class Charged:
    """Runs of days: first, how many, and what they cost."""

    runs: list[tuple[date, int, Triple]]
    period: Triple
    fee: Triple


def charge(case: Case) -> Charged:
    bases: list[int] = []
    runs: list[tuple[date, int]] = []
    for days in _periods(case):
        cut = _runs(case, days.paid)
        exact = [len(run) * _price_of_day(case, run[0], days.whole) for run in cut]
        bases += _largest_remainder(_half_up(sum(exact, Fraction(0))), exact)
        runs += [(run[0], len(run)) for run in cut]
    whole = sum(bases)
    vat = _vat(case, whole + case.fee)
    vat_of_period, vat_of_fee = _largest_remainder(vat, [Fraction(whole), Fraction(case.fee)])
    vats = _largest_remainder(vat_of_period, [Fraction(base) for base in bases])
    return Charged(
        [(*run, _triple(case, b, v)) for run, b, v in zip(runs, bases, vats, strict=True)],
        _triple(case, whole, vat_of_period),
        _triple(case, case.fee, vat_of_fee),
    )


def credit(case: Case, charged: Charged, new_start: date) -> Triple:
    """For every run that is charged, the part of its days that lie before the new start."""
    net = vat = gross = 0
    for first, count, amount in charged.runs:
        passed = 0
        while passed < count and first + passed * ONE_DAY < new_start:
            passed += 1
        back = [_half_up(Fraction(part * passed, count)) for part in amount]
        vat += back[1]
        net += back[2] - back[1] if case.includes_vat else back[0]
        gross += back[2] if case.includes_vat else back[0] + back[1]
    return net, vat, gross


@dataclass(frozen=True)
class _Days:
    paid: list[date]
    whole: int


def _periods(case: Case) -> Iterator[_Days]:
    """By walking the calendar from day to day until the next period's first day is met."""
    day = case.start
    for number in range(case.period_count):
        paid: list[date] = []
        while True:
            paid.append(day)
            day += ONE_DAY
            if _begins(case, day, number + 1, len(paid)):
                break
        whole = len(paid)
        before = paid[0]
        while case.cycle == "calendar_month" and before.day != case.billing_day:
            before -= ONE_DAY
            whole += 1
        yield _Days(paid, whole)


def _begins(case: Case, day: date, number: int, passed: int) -> bool:
    """Whether the period with this number begins on a day."""
    if case.cycle == "days":
        return passed == case.cycle_days
    if case.cycle == "calendar_month":
        return day.day == case.billing_day
    months = (day.year - case.start.year) * 12 + day.month - case.start.month
    if months != number:
        return False
    is_last_of_month = (day + ONE_DAY).month != day.month
    return day.day == case.start.day or (is_last_of_month and day.day < case.start.day)


def _price_of_day(case: Case, day: date, whole: int) -> Fraction:
    return Fraction(case.listed, whole) * Fraction(10_000 - _off(case, day), 10_000)


def _off(case: Case, day: date) -> int:
    if not case.discounts:
        return 0
    return max([0, *(rate for rate, first, last in case.discounts if first <= day <= last)])


def _runs(case: Case, days: list[date]) -> list[list[date]]:
    """Neighbouring days with the same discount."""
    runs = [[days[0]]]
    off = _off(case, days[0])
    for day in days[1:]:
        if (now := _off(case, day)) == off:
            runs[-1].append(day)
        else:
            runs.append([day])
            off = now
    return runs


def _vat(case: Case, base: int) -> int:
    rate = case.vat_basis_points
    return _half_up(Fraction(base * rate, 10_000 + rate if case.includes_vat else 10_000))


def _triple(case: Case, base: int, vat: int) -> Triple:
    return (base - vat, vat, base) if case.includes_vat else (base, vat, base + vat)


def _largest_remainder(whole: int, weights: list[Fraction]) -> list[int]:
    """Hand out one unit after the other to whoever is furthest below the exact share."""
    heavy = sum(weights, Fraction(0))
    if heavy == 0:
        weights, heavy = [Fraction(1)] * len(weights), Fraction(len(weights))
    exact = [whole * weight / heavy for weight in weights]
    parts = [value.numerator // value.denominator for value in exact]
    for _ in range(whole - sum(parts)):
        short = [value - part for value, part in zip(exact, parts, strict=True)]
        parts[short.index(max(short))] += 1
    return parts


def _half_up(value: Fraction) -> int:
    """By the decimal module, exactly: twice the value has no half to lose."""
    whole, rest = divmod(value.numerator, value.denominator)
    half = Decimal(1 if 2 * rest >= value.denominator else 0)
    return whole + int(half.to_integral_value(rounding=ROUND_HALF_UP))
