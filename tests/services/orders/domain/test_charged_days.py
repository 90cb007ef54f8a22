"""Which days of a service its order charges."""

from dataclasses import replace
from datetime import date

import pytest

from contracts.catalog import BillingCycle, QuoteLine
from services.orders.domain.charged_days import Charging, charged_days, price_of_a_cycle
from tests.services.orders.domain.cases import LINE

FIRST = date(2023, 1, 1)
PAID = Charging("awaiting_confirmation", FIRST, FIRST, billing_day=1, is_credited=True)


def line(kind: str = "monthly", count: int = 1, **more: object) -> QuoteLine:
    cycle = BillingCycle.model_validate({"kind": kind, **more})
    price = LINE.price.model_copy(update={"cycle": cycle})
    return LINE.model_copy(update={"price": price, "period_count": count})


@pytest.mark.parametrize(
    ("ordered", "last"),
    [
        (line(), date(2023, 1, 31)),
        (line(count=3), date(2023, 3, 31)),
        (line("days", day_count=10), date(2023, 1, 10)),
        (line("calendar_month"), date(2023, 1, 14)),
    ],
)
def test_it_is_charged_for_whole_periods_from_its_first_day(ordered: QuoteLine, last: date) -> None:
    assert charged_days(ordered, replace(PAID, billing_day=15)) == (FIRST, last)


def test_a_later_start_is_charged_from_its_day_and_no_longer() -> None:
    moved = replace(PAID, state="approved", start_on=date(2023, 1, 14))
    assert charged_days(line(), moved) == (date(2023, 1, 14), date(2023, 1, 31))
    kept = replace(moved, is_credited=False)
    assert charged_days(line(), kept) == (FIRST, date(2023, 1, 31))


def test_a_start_after_the_last_charged_day_leaves_none() -> None:
    assert charged_days(line(), replace(PAID, start_on=date(2023, 2, 1))) is None


@pytest.mark.parametrize("state", ["awaiting_payment", "awaiting_approval", "rejected", "expired"])
def test_what_is_not_granted_is_not_charged(state: str) -> None:
    assert charged_days(line(), replace(PAID, state=state)) is None  # type: ignore[arg-type]


def test_what_has_no_invoice_or_no_period_has_no_days() -> None:
    assert charged_days(line(), replace(PAID, invoiced_from=None)) is None
    assert charged_days(line("once"), PAID) is None


def test_a_cycle_costs_what_the_list_says_for_the_whole_quantity() -> None:
    two = line(count=3).model_copy(update={"quantity": 2})
    assert price_of_a_cycle(two).gross_minor == 6_200
