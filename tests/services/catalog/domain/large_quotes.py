"""The largest quotes that the catalog promises, and those that are one line too long."""

from bisect import bisect
from datetime import UTC, date, datetime, timedelta
from typing import Any

from contracts.actors import Audience
from contracts.catalog import (
    MOST_COMPONENTS,
    MOST_DISCOUNTS,
    MOST_LINES,
    MOST_PERIODS,
    Discount,
    PricingDay,
    QuoteIsTooLong,
    QuoteView,
    RequestQuote,
    RequestQuoteLine,
)
from services.catalog.domain.availability import Buyer
from services.catalog.domain.quoting import make_quote
from tests.services.catalog.world import plan, price, view

BUYER = Buyer("carl", 1, Audience())
FIRST_DAY = PricingDay(start_on=date(2023, 1, 1))
LONGEST_NAME = "\U0001f4e1" * 200
"""Four bytes a character in JSON, more than which none takes that a name may hold."""


def discounts(count: int = MOST_DISCOUNTS) -> list[Discount]:
    """Each within a period of its own and with days before and after it."""
    first = date(2023, 1, 10)
    days = [first + timedelta(days=31 * n) for n in range(count)]
    return [
        Discount(basis_points=1_000 + n, first_day=day, last_day=day + timedelta(days=5))
        for n, day in enumerate(days)
    ]


PLAN = view(plan(1, price=price(10**9, vat_basis_points=2_000)))
CUT_PLAN = view(plan(1, price=price(10**9, vat_basis_points=2_000, discounts=discounts())))
BUNDLE = view(
    plan(
        1,
        LONGEST_NAME,
        kind="bundle",
        component_ids=[f"off_{n}" for n in range(MOST_COMPONENTS)],
        contract_months=120,
        price=price(10**9, vat_basis_points=2_000, discounts=discounts()),
    ),
    "off_b",
)
OFFERINGS = {
    "plan": {PLAN.id: PLAN},
    "plan with discounts": {CUT_PLAN.id: CUT_PLAN},
    "bundle": {
        BUNDLE.id: BUNDLE,
        **{i: view(plan(1, LONGEST_NAME), i) for i in BUNDLE.component_ids},
    },
}


def quote_of(
    kind: str, line_count: int, period_count: int = MOST_PERIODS, day: PricingDay = FIRST_DAY
) -> QuoteView:
    """Raises `QuoteIsTooLong`."""
    wanted = wanted_of(kind, line_count, period_count, day)
    return make_quote("quo_1", wanted, OFFERINGS[kind], BUYER, datetime(2023, 1, 2, tzinfo=UTC))


def wanted_of(
    kind: str, line_count: int, period_count: int = MOST_PERIODS, day: PricingDay = FIRST_DAY
) -> RequestQuote:
    line = RequestQuoteLine(offering_id=next(iter(OFFERINGS[kind])), period_count=period_count)
    return RequestQuote(lines=[line] * line_count, **day.model_dump())


def most_lines(kind: str, **more: Any) -> int:
    """The number of lines of the largest quote of its kind."""

    def is_too_long(line_count: int) -> bool:
        try:
            quote_of(kind, line_count, **more)
        except QuoteIsTooLong:
            return True
        return False

    return bisect(range(1, MOST_LINES + 1), False, key=is_too_long)
