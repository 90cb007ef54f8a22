"""Dates, amounts and rates as each language writes them."""

from datetime import date
from fractions import Fraction

import pytest

from contracts.currencies import minor_digits
from wording.figures import Figures


@pytest.mark.parametrize(
    ("locale", "currency", "shown"),
    [
        ("en_GB", "EUR", "€12,345.67"),
        ("de_DE", "EUR", "12.345,67\xa0€"),
        ("fr_FR", "EUR", "12\u202f345,67\xa0€"),
        ("en_GB", "JPY", "JP¥1,234,567"),
        ("de_DE", "KWD", "1.234,567\xa0KWD"),
    ],
)
def test_money_has_the_digits_of_its_currency(locale: str, currency: str, shown: str) -> None:
    assert Figures(locale, currency).money(1_234_567) == shown


@pytest.mark.parametrize(
    ("amount_minor", "currency", "shown"),
    [
        (3_100, "EUR", "€31.00"),
        (5, "EUR", "€0.05"),
        (0, "EUR", "€0.00"),
        (-1_258, "EUR", "-€12.58"),
        (-5, "EUR", "-€0.05"),
        (3_000, "JPY", "JP¥3,000"),
        (12_345, "KWD", "KWD12.345"),
        (12_345, "CLF", "CLF1.2345"),
        (10**15, "EUR", "€10,000,000,000,000.00"),
    ],
)
def test_money_of_any_size_and_sign_has_its_currencys_decimals(
    amount_minor: int, currency: str, shown: str
) -> None:
    assert Figures("en_GB", currency).money(amount_minor) == shown


def test_an_unlisted_currency_has_two_decimals() -> None:
    assert minor_digits("CHF") == 2


@pytest.mark.parametrize(
    ("currency", "exact_minor", "shown"),
    [
        ("EUR", Fraction(1300), "13,00"),
        ("EUR", Fraction(3000 * 13, 31), "12,580645…"),
        ("EUR", Fraction(25, 2), "0,125000"),
        ("EUR", Fraction(-1, 3), "-0,003333…"),
        ("JPY", Fraction(3000 * 13, 31), "1.258,0645…"),
    ],
)
def test_an_unrounded_figure_is_cut_and_says_so(
    currency: str, exact_minor: Fraction, shown: str
) -> None:
    assert Figures("de_DE", currency).unrounded(exact_minor) == shown


def test_days_and_rates() -> None:
    figures = Figures("de_DE", "EUR")
    assert figures.day(date(2023, 1, 14)) == "14. Januar 2023"
    assert figures.span(date(2023, 1, 1), date(2023, 1, 31)) == "1.–31. Jan. 2023"
    assert figures.rate(550) == "5,5\xa0%"
