"""Every anchor, in a leap year and not, for a month, a quarter and a year paid ahead: what a start
gives back that moves a little (leading), nearly to the end (trailing), or first one, then the
other (double)."""

from datetime import date, timedelta

import pytest

from billing.money import ZERO
from contracts.message import Amount
from services.payments.domain.invoicing.credit import Credit, credit_for
from services.payments.domain.invoicing.items import ChargedItem
from tests.services.payments.domain.plans import charged, line

PRICE = 3_000
SOME_DAYS = 5
_FROM_MARCH = (31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_FROM_MARCH_31 = (30, 31, 30, 31, 31, 30, 31, 30, 31, 31)
LENGTHS: dict[tuple[int, int], tuple[int, ...]] = {
    (2023, 1): (31, 28, *_FROM_MARCH),
    (2023, 15): (31, 28, *_FROM_MARCH),
    (2023, 28): (31, 28, *_FROM_MARCH),
    (2023, 29): (30, 29, *_FROM_MARCH),
    (2023, 30): (29, 30, *_FROM_MARCH),
    (2023, 31): (28, 31, *_FROM_MARCH_31),
    (2024, 1): (31, 29, *_FROM_MARCH),
    (2024, 15): (31, 29, *_FROM_MARCH),
    (2024, 28): (31, 29, *_FROM_MARCH),
    (2024, 29): (31, 29, *_FROM_MARCH),
    (2024, 30): (30, 30, *_FROM_MARCH),
    (2024, 31): (29, 31, *_FROM_MARCH_31),
}
"""Days of the twelve months that begin in January of a year, on a day of the month."""

year = pytest.mark.parametrize("year", [2023, 2024], ids=["common", "leap"])
anchor = pytest.mark.parametrize("anchor", [1, 15, 28, 29, 30, 31])
months = pytest.mark.parametrize("months", [1, 3, 12], ids=["month", "quarter", "year"])


@year
@anchor
@months
def test_months_have_the_calendars_days(year: int, anchor: int, months: int) -> None:
    [item] = _paid(year, anchor, months)
    assert [s.day_count for s in item.segments] == list(LENGTHS[year, anchor][:months])
    assert item.amount.gross_minor == PRICE * months


@year
@anchor
@months
def test_leading_gives_back_the_first_days(year: int, anchor: int, months: int) -> None:
    leading = _moved(year, anchor, months, SOME_DAYS)
    assert leading.unused_day_count == SOME_DAYS
    assert leading.target.gross_minor == _part(SOME_DAYS, LENGTHS[year, anchor][0])


@year
@anchor
@months
def test_trailing_gives_back_all_but_the_last_days(year: int, anchor: int, months: int) -> None:
    lengths = LENGTHS[year, anchor][:months]
    trailing = _moved(year, anchor, months, sum(lengths) - SOME_DAYS)
    whole_months = PRICE * (months - 1)
    last = _part(lengths[-1] - SOME_DAYS, lengths[-1])
    assert trailing.target.gross_minor == whole_months + last


@year
@anchor
@months
def test_double_adds_what_is_missing(year: int, anchor: int, months: int) -> None:
    days = sum(LENGTHS[year, anchor][:months]) - SOME_DAYS
    leading = _moved(year, anchor, months, SOME_DAYS).target
    double = _moved(year, anchor, months, days, already=leading)
    trailing = _moved(year, anchor, months, days)
    assert leading.gross_minor + double.difference.gross_minor == trailing.target.gross_minor


@year
@anchor
@months
def test_after_the_end_all_of_it_is_back(year: int, anchor: int, months: int) -> None:
    days = sum(LENGTHS[year, anchor][:months])
    assert _moved(year, anchor, months, days).target.gross_minor == PRICE * months
    assert _moved(year, anchor, months, days + 500).target.gross_minor == PRICE * months


def _paid(year: int, anchor: int, months: int) -> list[ChargedItem]:
    return charged(line(PRICE), f"{year}-01-{anchor:02d}", months=months)


def _moved(year: int, anchor: int, months: int, days: int, already: Amount = ZERO) -> Credit:
    start = date(year, 1, anchor) + timedelta(days=days)
    return credit_for(_paid(year, anchor, months), already, new_start=start, full=False)


def _part(days: int, of: int) -> int:
    """Half up, in whole numbers."""
    return (2 * PRICE * days + of) // (2 * of)
