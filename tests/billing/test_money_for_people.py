"""Amounts as people read them; the decimals follow from the currency."""

import pytest

from billing.money import format_minor
from contracts.currencies import minor_digits


@pytest.mark.parametrize(
    ("amount_minor", "currency", "shown"),
    [
        (3_100, "EUR", "31.00 EUR"),
        (5, "EUR", "0.05 EUR"),
        (0, "EUR", "0.00 EUR"),
        (-1_258, "EUR", "-12.58 EUR"),
        (-5, "EUR", "-0.05 EUR"),
        (3_000, "JPY", "3000 JPY"),
        (12_345, "KWD", "12.345 KWD"),
        (12_345, "CLF", "1.2345 CLF"),
        (10**15, "EUR", "10000000000000.00 EUR"),
    ],
)
def test_an_amount_shows_its_currencys_decimals(
    amount_minor: int, currency: str, shown: str
) -> None:
    assert format_minor(amount_minor, currency) == shown


def test_an_unlisted_currency_has_two_decimals() -> None:
    assert minor_digits("CHF") == 2
