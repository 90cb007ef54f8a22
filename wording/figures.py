"""Dates, amounts and rates as a language writes them. Decimals only; nothing is rounded here."""

from copy import copy
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel import Locale
from babel.dates import format_date, format_datetime, format_interval
from babel.numbers import format_decimal, format_percent

from contracts.currencies import minor_digits

MORE_DIGITS = 4
"""How many digits an unrounded figure shows beyond those of its currency."""
MOST_KEPT = 4_096
"""Babel takes as long for one amount as a page for a row of them."""


@dataclass(frozen=True)
class Figures:
    """One locale and one currency."""

    locale: str
    currency: str

    def day(self, day: date) -> str:
        return _day(self.locale, day)

    def span(self, first: date, last: date) -> str:
        """For example `1–31 Jan 2023`."""
        return str(format_interval(first, last, "yMMMd", locale=self.locale))

    def moment(self, moment: datetime, zone: str) -> str:
        return moment_of_zone(self.locale, moment, zone)

    def money(self, amount_minor: int) -> str:
        """With the currency's sign; its digits are ISO 4217's and not the locale's habit."""
        return _money(self.locale, self.currency, amount_minor)

    def amount(self, amount_minor: int) -> str:
        """Without the currency, for a column."""
        digits = minor_digits(self.currency)
        return self._decimal(Decimal(amount_minor).scaleb(-digits), digits)

    def unrounded(self, exact_minor: Fraction) -> str:
        """Cut off after some more digits; an ellipsis says that others follow."""
        digits = minor_digits(self.currency)
        cut, rest = divmod(abs(exact_minor) * 10**MORE_DIGITS, 1)
        if not rest and not cut % 10**MORE_DIGITS:
            return self.amount(int(exact_minor))
        sign = -1 if exact_minor < 0 else 1
        value = Decimal(sign * int(cut)).scaleb(-digits - MORE_DIGITS)
        return self._decimal(value, digits + MORE_DIGITS) + ("…" if rest else "")

    def rate(self, basis_points: int) -> str:
        value = Decimal(basis_points).scaleb(-4)
        return format_percent(value, locale=self.locale, decimal_quantization=False)

    def _decimal(self, value: Decimal, digits: int) -> str:
        return format_decimal(
            value, "#,##0." + "0" * digits if digits else "#,##0", locale=self.locale
        )


@lru_cache(MOST_KEPT)
def moment_of_zone(locale: str, moment: datetime, zone: str) -> str:
    """For example `14 Jan 2023, 10:05 CET`. An unknown zone is UTC."""
    try:
        clock = ZoneInfo(zone) if zone else UTC
    except (ZoneInfoNotFoundError, ValueError, OSError):  # OSError: `Europe` is a folder
        clock = UTC
    pattern = "d. MMM y, HH:mm z" if locale.startswith("de") else "d MMM y, HH:mm z"
    return str(format_datetime(moment, pattern, tzinfo=clock, locale=locale))


@lru_cache(MOST_KEPT)
def _day(locale: str, day: date) -> str:
    written = format_date(day, "long", locale)
    # CLDR leaves it out, and every French reader stumbles.
    return f"1er{written[1:]}" if day.day == 1 and locale.startswith("fr") else written


@lru_cache(MOST_KEPT)
def _money(locale: str, currency: str, amount_minor: int) -> str:
    digits = minor_digits(currency)
    pattern = copy(Locale.parse(locale).currency_formats["standard"])
    pattern.frac_prec = (digits, digits)
    value = Decimal(amount_minor).scaleb(-digits)
    return str(pattern.apply(value, locale, currency=currency, currency_digits=False))
