"""Which days a billing cycle pays for."""

import pytest

from billing.periods import periods
from contracts.catalog import BillingCycle
from tests.services.payments.domain.plans import CALENDAR_MONTH, MONTHLY, ONCE, charged, day, line


@pytest.mark.parametrize(
    ("start", "ends"),
    [
        ("2023-01-01", ["2023-01-31", "2023-02-28", "2023-03-31"]),
        ("2023-01-15", ["2023-02-14", "2023-03-14", "2023-04-14"]),
        ("2023-01-28", ["2023-02-27", "2023-03-27", "2023-04-27"]),
        ("2023-01-29", ["2023-02-27", "2023-03-28", "2023-04-28"]),
        ("2024-01-29", ["2024-02-28", "2024-03-28", "2024-04-28"]),
        ("2023-01-30", ["2023-02-27", "2023-03-29", "2023-04-29"]),
        ("2023-01-31", ["2023-02-27", "2023-03-30", "2023-04-29"]),
        ("2024-01-31", ["2024-02-28", "2024-03-30", "2024-04-29"]),
        ("2023-11-30", ["2023-12-29", "2024-01-29", "2024-02-28"]),
        ("2024-02-29", ["2024-03-28", "2024-04-28", "2024-05-28"]),
    ],
)
def test_a_month_runs_from_its_anchor_and_never_from_a_clamped_day(
    start: str, ends: list[str]
) -> None:
    found = periods(MONTHLY, day(start), 1, 3)
    assert [period.last_day for period in found] == [day(end) for end in ends]
    assert found[0].first_day == day(start)
    assert all(period.share == 1 for period in found)


@pytest.mark.parametrize(
    ("start", "billing_day", "end", "days", "of"),
    [
        ("2023-01-10", 1, "2023-01-31", 22, 31),
        ("2023-01-01", 1, "2023-01-31", 31, 31),
        ("2023-01-10", 10, "2023-02-09", 31, 31),
        ("2023-01-10", 15, "2023-01-14", 5, 31),
        ("2024-02-29", 28, "2024-03-27", 28, 29),
        ("2023-03-01", 28, "2023-03-27", 27, 28),
    ],
)
def test_a_calendar_month_ends_before_the_billing_day(
    start: str, billing_day: int, end: str, days: int, of: int
) -> None:
    [period] = periods(CALENDAR_MONTH, day(start), billing_day)
    assert (period.last_day, period.day_count, period.full_day_count) == (day(end), days, of)


def test_a_partial_first_month_is_charged_by_its_days() -> None:
    [item] = charged(line(3_000, cycle=CALENDAR_MONTH), "2023-01-10")
    assert item.amount.gross_minor == 2_129


def test_custom_periods_count_days() -> None:
    found = periods(BillingCycle(kind="days", day_count=10), day("2023-02-25"), 1, 2)
    assert [p.last_day for p in found] == [day("2023-03-06"), day("2023-03-16")]


def test_a_one_time_charge_has_no_period() -> None:
    assert periods(ONCE, day("2023-01-01"), 1) == []
    [item] = charged(line(9_900, cycle=ONCE), "2023-01-01")
    assert (item.kind, item.segments) == ("one_time", ())


def test_a_fee_is_an_item_of_its_own() -> None:
    period, fee = charged(line(5_000, fee_minor=2_500, quantity=2), "2023-01-01")
    assert (period.kind, period.amount.gross_minor) == ("period", 10_000)
    assert (fee.kind, fee.amount.gross_minor, fee.segments) == ("fee", 5_000, ())
