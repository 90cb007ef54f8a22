"""One rounding rule, and a charge split into net and VAT."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from billing.money import charge, round_half_up
from contracts.catalog import BillingCycle, Price


def price(vat_basis_points: int, *, includes_vat: bool) -> Price:
    return Price(
        amount_minor=0,
        currency="EUR",
        vat_basis_points=vat_basis_points,
        includes_vat=includes_vat,
        cycle=BillingCycle(kind="monthly"),
    )


@pytest.mark.parametrize(
    ("value", "rounded"),
    [
        (Fraction(1, 2), 1),
        (Fraction(3, 2), 2),
        (Fraction(5, 2), 3),
        (Fraction(-1, 2), -1),
        (Fraction(-3, 2), -2),
        (Fraction(49, 100), 0),
        (Fraction(-49, 100), 0),
        (Fraction(10**30 + 1, 2), (10**30 + 2) // 2),
    ],
)
def test_a_half_goes_away_from_zero(value: Fraction, rounded: int) -> None:
    assert round_half_up(value) == rounded


def test_vat_is_added_to_an_exclusive_price() -> None:
    amount = charge(3_000, price(2_000, includes_vat=False))
    assert (amount.net_minor, amount.vat_minor, amount.gross_minor) == (3_000, 600, 3_600)


def test_vat_is_taken_out_of_an_inclusive_price() -> None:
    amount = charge(3_000, price(2_000, includes_vat=True))
    assert (amount.net_minor, amount.vat_minor, amount.gross_minor) == (2_500, 500, 3_000)


@given(st.integers(0, 10**12), st.integers(0, 10_000), st.booleans())
def test_net_and_vat_always_sum_to_gross(listed: int, rate: int, includes_vat: bool) -> None:
    amount = charge(listed, price(rate, includes_vat=includes_vat))
    assert amount.net_minor + amount.vat_minor == amount.gross_minor
    assert listed == (amount.gross_minor if includes_vat else amount.net_minor)
    assert amount.vat_minor >= 0
