"""What an invoice charges: as quoted, from an approved date, or when the payment comes late."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from billing.money import total
from contracts.catalog import BillingCycle, Discount
from contracts.payments import InvoiceLine
from services.payments.domain.invoicing.items import (
    ChargedItem,
    charge_from,
    charge_quoted,
    move_to,
)
from tests.services.payments.domain.plans import (
    CALENDAR_MONTH,
    MONTHLY,
    charged,
    day,
    discount,
    line,
)


def spans(item: ChargedItem) -> list[tuple[str, str, int]]:
    return [
        (s.first_day.isoformat(), s.last_day.isoformat(), s.amount.gross_minor)
        for s in item.segments
    ]


def quoted_on(start: str, ordered: InvoiceLine) -> InvoiceLine:
    """The line as the catalog quotes it for a day."""
    [item] = charged(ordered, start)
    told = {"start_on": day(start), "period": item.amount, "segments": list(item.segments)}
    return ordered.model_copy(update={"line": ordered.line.model_copy(update=told)})


def test_what_was_quoted_is_charged_whatever_day_it_is() -> None:
    quoted = quoted_on("2023-01-10", line(3_000, cycle=CALENDAR_MONTH))
    [item] = charge_quoted([quoted], day("2023-01-12"), 1)
    assert item.amount.gross_minor == 2_129
    assert spans(item) == [("2023-01-10", "2023-01-31", 2_129)]


def test_a_line_quoted_without_a_day_is_charged_for_today() -> None:
    [item] = charge_quoted([line(3_000, cycle=CALENDAR_MONTH)], day("2023-01-10"), 1)
    assert item.amount.gross_minor == 2_129


def test_an_approved_request_is_charged_from_its_own_day() -> None:
    quoted = quoted_on("2023-01-10", line(3_000, cycle=CALENDAR_MONTH))
    [item] = charge_from([quoted], day("2023-02-15"), 1)
    assert spans(item) == [("2023-02-15", "2023-02-28", 1_500)]


def test_a_payment_that_comes_later_moves_the_month_and_not_the_charge() -> None:
    [item] = charged(line(3_000), "2023-01-31")
    assert spans(move_to(item, day("2023-02-02"), 1)) == [("2023-02-02", "2023-03-01", 3_000)]


def test_a_calendar_month_paid_later_keeps_its_number_of_days() -> None:
    [item] = charged(line(3_000, cycle=CALENDAR_MONTH), "2023-01-31")
    assert spans(item) == [("2023-01-31", "2023-01-31", 97)]
    assert spans(move_to(item, day("2023-02-01"), 1)) == [("2023-02-01", "2023-02-01", 97)]


def test_a_discount_keeps_its_own_days_when_the_payment_comes_later() -> None:
    until_10th = [discount(20, "2023-01-01", "2023-01-10")]
    [item] = charged(line(3_100, discounts=until_10th), "2023-01-01")
    moved = move_to(item, day("2023-01-05"), 1)
    assert moved.amount == item.amount
    assert [(first, last) for first, last, _ in spans(moved)] == [
        ("2023-01-05", "2023-01-10"),
        ("2023-01-11", "2023-02-04"),
    ]


CYCLES = some.sampled_from([MONTHLY, CALENDAR_MONTH, BillingCycle(kind="days", day_count=10)])
DAYS = some.dates(date(2022, 12, 1), date(2024, 4, 1))
DISCOUNTS = some.lists(
    some.builds(
        lambda percent, first, last: discount(
            percent, min(first, last).isoformat(), max(first, last).isoformat()
        ),
        some.integers(1, 100),
        DAYS,
        DAYS,
    ),
    max_size=3,
)


@given(CYCLES, DISCOUNTS, DAYS, DAYS, some.integers(1, 4), some.integers(0, 2_000))
def test_moved_segments_sum_to_the_charge_and_leave_no_day_out(
    cycle: BillingCycle,
    discounts: list[Discount],
    quoted: date,
    captured: date,
    months: int,
    vat_basis_points: int,
) -> None:
    ordered = line(3_000, cycle=cycle, discounts=discounts, vat_basis_points=vat_basis_points)
    [item] = charged(ordered, quoted.isoformat(), months=months)
    moved = move_to(item, captured, 1)
    assert moved.segments[0].first_day == captured
    assert total([s.amount for s in moved.segments]) == item.amount
    for before, after in zip(moved.segments, moved.segments[1:], strict=False):
        assert (after.first_day - before.last_day).days == 1
    if cycle == CALENDAR_MONTH:
        days = [s.day_count for s in item.segments]
        assert [s.day_count for s in moved.segments] == days


@pytest.mark.parametrize("fee_minor", [0, 2_500])
def test_a_bundle_has_one_price_and_a_fee_of_its_own(fee_minor: int) -> None:
    items = charged(line(5_000, fee_minor=fee_minor), "2023-01-01", months=3)
    assert [(i.kind, i.amount.gross_minor) for i in items] == [
        ("period", 15_000),
        *([("fee", 2_500)] if fee_minor else []),
    ]
