"""What one invoice cannot hold is refused when it is quoted, before anybody orders it."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from contracts.catalog import MOST_LINES, MOST_PERIODS, PricingDay, QuoteIsTooLong
from services.catalog.domain.invoice_room import SEGMENT_BYTES, most_segments
from services.orders.domain.cart import LARGEST_LINE_COUNT
from tests.services.catalog.domain.large_quotes import OFFERINGS, most_lines, quote_of

WITHOUT_A_DAY = PricingDay()


@pytest.mark.parametrize("day", [PricingDay(start_on=date(2023, 1, 1)), WITHOUT_A_DAY])
def test_two_hundred_lines_of_three_years_are_too_long(day: PricingDay) -> None:
    with pytest.raises(QuoteIsTooLong, match="quote-is-too-long"):
        quote_of("plan", MOST_LINES, MOST_PERIODS, day)


def test_a_full_cart_of_three_years_under_many_discounts_is_too_long() -> None:
    with pytest.raises(QuoteIsTooLong):
        quote_of("plan with discounts", LARGEST_LINE_COUNT)


def test_a_full_quote_that_pays_for_a_few_months_has_room() -> None:
    assert len(quote_of("plan", MOST_LINES, 12).lines) == MOST_LINES
    assert len(quote_of("plan", LARGEST_LINE_COUNT, 24).lines) == LARGEST_LINE_COUNT


@pytest.mark.parametrize("kind", OFFERINGS)
def test_one_line_more_than_the_largest_quote_is_refused(kind: str) -> None:
    longest = most_lines(kind)
    assert quote_of(kind, longest)
    with pytest.raises(QuoteIsTooLong):
        quote_of(kind, longest + 1)


@settings(deadline=None)
@given(
    start_on=some.dates(date(2022, 1, 1), date(2025, 12, 31)),
    billing_day=some.integers(1, 28),
    kind=some.sampled_from(sorted(OFFERINGS)),
    period_count=some.integers(1, MOST_PERIODS),
)
def test_no_first_day_needs_more_room_than_was_counted(
    start_on: date, billing_day: int, kind: str, period_count: int
) -> None:
    day = PricingDay(start_on=start_on, billing_day=billing_day)
    (line,) = quote_of(kind, 1, period_count, day).lines
    assert len(line.segments) <= most_segments(line)
    assert all(len(one.model_dump_json()) < SEGMENT_BYTES for one in line.segments)
