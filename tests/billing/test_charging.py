"""What lines cost from a day on: prepaid periods, discounts, VAT of a whole invoice."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from billing.charging import LineCharge, Wanted, charge_together
from billing.money import charge, total
from contracts.catalog import BillingCycle, Discount, Price
from contracts.message import Amount

JANUARY = date(2023, 1, 1)
MONTHLY = BillingCycle(kind="monthly")


def price(amount_minor: int, **more: Any) -> Price:
    return Price(amount_minor=amount_minor, **{"currency": "EUR", "cycle": MONTHLY, **more})


def off(percent: int, first_day: str, last_day: str) -> Discount:
    return Discount(
        basis_points=percent * 100,
        first_day=date.fromisoformat(first_day),
        last_day=date.fromisoformat(last_day),
    )


def one(wanted: Wanted, start: date | None = JANUARY) -> LineCharge:
    return charge_together([wanted], start, 1)[0]


def spans(charged: LineCharge) -> list[tuple[str, str, int]]:
    return [
        (s.first_day.isoformat(), s.last_day.isoformat(), s.amount.gross_minor)
        for s in charged.segments
    ]


def test_three_months_ahead_are_three_segments() -> None:
    charged = one(Wanted(price(3_000), period_count=3))
    assert spans(charged) == [
        ("2023-01-01", "2023-01-31", 3_000),
        ("2023-02-01", "2023-02-28", 3_000),
        ("2023-03-01", "2023-03-31", 3_000),
    ]
    assert charged.period.gross_minor == 9_000


def test_a_quantity_is_charged_before_it_is_rounded() -> None:
    pro_rated = price(3_000, cycle=BillingCycle(kind="calendar_month"))
    assert one(Wanted(pro_rated), date(2023, 1, 10)).period.gross_minor == 2_129
    assert one(Wanted(pro_rated, quantity=3), date(2023, 1, 10)).period.gross_minor == 6_387


def test_a_discount_cuts_a_month_where_it_ends() -> None:
    charged = one(Wanted(price(3_100, discounts=[off(20, "2022-12-01", "2023-01-10")])))
    assert spans(charged) == [
        ("2023-01-01", "2023-01-10", 800),
        ("2023-01-11", "2023-01-31", 2_100),
    ]
    assert [s.discount_basis_points for s in charged.segments] == [2_000, 0]


def test_of_discounts_that_overlap_the_largest_counts() -> None:
    both = [off(10, "2023-01-01", "2023-01-20"), off(50, "2023-01-11", "2023-01-31")]
    charged = one(Wanted(price(3_100, discounts=both)))
    assert spans(charged) == [
        ("2023-01-01", "2023-01-10", 900),
        ("2023-01-11", "2023-01-31", 1_050),
    ]


def test_neighbouring_discounts_of_one_size_are_one_segment() -> None:
    both = [off(10, "2023-01-01", "2023-01-10"), off(10, "2023-01-11", "2023-01-31")]
    assert spans(one(Wanted(price(3_100, discounts=both)))) == [("2023-01-01", "2023-01-31", 2_790)]


def test_a_month_that_a_discount_cuts_is_rounded_once() -> None:
    charged = one(Wanted(price(1_000, discounts=[off(33, "2023-01-01", "2023-01-07")])))
    assert charged.period.gross_minor == 925  # 1000 − 1000 × 7/31 × 33 % = 925.48
    assert sum(s.amount.gross_minor for s in charged.segments) == 925


def test_one_hundred_percent_off_costs_nothing() -> None:
    charged = one(Wanted(price(3_100, discounts=[off(100, "2023-01-01", "2023-12-31")])))
    assert charged.period.gross_minor == 0
    assert spans(charged) == [("2023-01-01", "2023-01-31", 0)]


@pytest.mark.parametrize(("start", "charged_minor"), [("2023-01-10", 7_120), ("2023-01-11", 8_900)])
def test_a_one_time_product_has_the_discount_of_its_day(start: str, charged_minor: int) -> None:
    router = price(
        8_900, cycle=BillingCycle(kind="once"), discounts=[off(20, "2023-01-01", "2023-01-10")]
    )
    charged = one(Wanted(router, period_count=3), date.fromisoformat(start))
    assert (charged.period.gross_minor, charged.segments) == (charged_minor, ())


def test_fees_are_charged_once_and_not_discounted() -> None:
    bundle = price(
        5_000, activation_fee_minor=2_500, discounts=[off(50, "2023-01-01", "2023-12-31")]
    )
    charged = one(Wanted(bundle, quantity=2, period_count=3))
    assert (charged.period.gross_minor, charged.fee.gross_minor) == (15_000, 5_000)


def test_without_a_day_full_periods_at_the_list_price_are_told() -> None:
    discounted = price(3_000, discounts=[off(20, "2023-01-01", "2023-12-31")])
    charged = one(Wanted(discounted, period_count=2), None)
    assert (charged.period.gross_minor, charged.segments) == (6_000, ())


def test_vat_of_an_invoice_is_rounded_once_a_rate_and_spread() -> None:
    cents = price(33, vat_basis_points=1_000, includes_vat=False)
    parts = [c.period for c in charge_together([Wanted(cents)] * 3, JANUARY, 1)]
    assert [p.vat_minor for p in parts] == [4, 3, 3]  # of 9.9, not three times 3.3
    assert total(parts) == Amount(net_minor=99, vat_minor=10, gross_minor=109)


def test_several_rates_and_rules_do_not_mix() -> None:
    prices = [
        price(3_000, vat_basis_points=2_000, includes_vat=False),
        price(1_000, vat_basis_points=700),
        price(2_000, vat_basis_points=2_000),
        price(500),
    ]
    charged = [c.period for c in charge_together([Wanted(p) for p in prices], JANUARY, 1)]
    assert [(c.net_minor, c.vat_minor, c.gross_minor) for c in charged] == [
        (3_000, 600, 3_600),
        (935, 65, 1_000),
        (1_667, 333, 2_000),
        (500, 0, 500),
    ]


@pytest.mark.parametrize(("currency", "listed_minor"), [("JPY", 3_000), ("EUR", 3_000), ("KWD", 9)])
def test_amounts_are_whole_minor_units_of_any_currency(currency: str, listed_minor: int) -> None:
    wanted = price(listed_minor, currency=currency, cycle=BillingCycle(kind="calendar_month"))
    charged = one(Wanted(wanted), date(2023, 1, 10)).period.gross_minor
    assert charged == (2 * listed_minor * 22 + 31) // 62


def test_nothing_costs_nothing() -> None:
    free = one(Wanted(price(0, vat_basis_points=2_000)))
    assert (free.period.gross_minor, free.fee.gross_minor) == (0, 0)
    assert spans(free) == [("2023-01-01", "2023-01-31", 0)]


PRICES = some.builds(
    lambda listed, fee, vat, inclusive: price(
        listed, activation_fee_minor=fee, vat_basis_points=vat, includes_vat=inclusive
    ),
    some.integers(0, 10**6),
    some.integers(0, 10**4),
    some.sampled_from([0, 700, 1_900, 2_000, 10_000]),
    some.booleans(),
)


@given(some.lists(PRICES, min_size=1, max_size=6), some.integers(1, 6))
def test_items_sum_to_the_vat_of_their_invoice(prices: list[Price], months: int) -> None:
    wanted = [Wanted(p, period_count=months) for p in prices]
    charges = charge_together(wanted, JANUARY, 1)
    for rate, inclusive in {(p.vat_basis_points, p.includes_vat) for p in prices}:
        mine = [
            (p, c)
            for p, c in zip(prices, charges, strict=True)
            if (p.vat_basis_points, p.includes_vat) == (rate, inclusive)
        ]
        listed = sum(p.amount_minor * months + p.activation_fee_minor for p, _ in mine)
        assert total([part for _, c in mine for part in (c.period, c.fee)]) == charge(
            listed, mine[0][0]
        )
    for charged in charges:
        assert total([s.amount for s in charged.segments]) == charged.period
        for part in (charged.period, charged.fee, *(s.amount for s in charged.segments)):
            assert part.net_minor + part.vat_minor == part.gross_minor
            assert min(part.net_minor, part.vat_minor) >= 0
