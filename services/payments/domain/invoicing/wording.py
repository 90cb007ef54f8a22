"""Figures and days as people write them in an explanation. Nothing is computed here but digits."""

from datetime import date
from fractions import Fraction
from typing import Literal

from billing.money import format_minor
from contracts.currencies import minor_digits
from contracts.message import Amount

MORE_DIGITS = 2
"""How many digits an unrounded figure shows beyond those of its currency."""


def money(amount_minor: int, currency: str) -> str:
    return format_minor(amount_minor, currency)


def figure(amount_minor: int, currency: str) -> str:
    """Without the currency, for use inside a calculation."""
    return format_minor(amount_minor, currency).rpartition(" ")[0]


def unrounded(exact_minor: Fraction, currency: str) -> str:
    """Cut off, not rounded; an ellipsis says that digits follow."""
    digits = minor_digits(currency) + MORE_DIGITS
    scaled = exact_minor * 10**MORE_DIGITS
    whole, rest = divmod(scaled.numerator // scaled.denominator, 10**digits)
    return f"{whole}.{rest:0{digits}d}" + ("" if scaled.denominator == 1 else "…")


def rounding(exact_minor: Fraction, rounded_minor: int) -> Literal["none", "up", "down"]:
    if exact_minor == rounded_minor:
        return "none"
    return "up" if rounded_minor > exact_minor else "down"


def day(value: date) -> str:
    return f"{value.day} {value:%B} {value.year}"


def days(first: date, last: date) -> str:
    return day(first) if first == last else f"{day(first)} to {day(last)}"


def count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def percent(basis_points: int) -> str:
    whole, rest = divmod(basis_points, 100)
    return f"{whole}.{rest:02d}".rstrip("0").rstrip(".") + " %" if rest else f"{whole} %"


def vat_words(amount: Amount, basis_points: int, currency: str, *, includes_vat: bool) -> str:
    """What VAT adds to, or is inside, an amount; empty without VAT."""
    if not basis_points:
        return ""
    vat, gross = money(amount.vat_minor, currency), money(amount.gross_minor, currency)
    rate = percent(basis_points)
    if includes_vat:
        return f" {vat} of it are VAT of {rate}."
    return f" VAT of {rate} adds {vat}, which makes {gross}."
