"""Amounts as people type them: as their language writes them, and refused where two could be
meant, as `2,400` may be two and a half or thousands."""

import re
from decimal import Decimal

from contracts.currencies import minor_digits
from contracts.message import Language
from contracts.said import Said, said

DECIMAL: dict[Language, str] = {"en": ".", "de": ",", "fr": ","}
LONGEST = 40
MOST_MINOR = 10**15
_SPACES = re.compile(r"[\s\u00a0\u202f']")
_READINGS = (
    re.compile(r"([0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.([0-9]+))?"),
    re.compile(r"([0-9]+|[0-9]{1,3}(?:\.[0-9]{3})+)(?:,([0-9]+))?"),
)


class AmountIsUnclear(Exception):
    """What was typed is no amount, or may be two."""

    def __init__(self, why: Said) -> None:
        super().__init__(why.code)
        self.why = why


def read_amount(typed: str, currency: str, language: Language) -> int:
    """In minor units, more than none. Raises `AmountIsUnclear`."""
    text, digits = _SPACES.sub("", typed), minor_digits(currency)
    example = written_amount(1234 * 10**digits, currency, language)
    whole, mark, decimals = text.rpartition(DECIMAL[language])
    is_plain = bool(mark and digits and _is_number(whole + decimals))
    own = _minor(whole, decimals, digits) if is_plain else None
    if is_plain and (own is None or len(decimals) == digits):
        found = {own}
    else:
        read = (reading.fullmatch(text) for reading in _READINGS if len(text) <= LONGEST)
        found = {_minor(one[1], one[2] or "", digits) for one in read if one}
    amounts = {one for one in found if one is not None and 0 < one <= MOST_MINOR}
    if len(amounts) > 1:
        raise AmountIsUnclear(said("portal.amount.ambiguous", example=example))
    if not amounts:
        raise AmountIsUnclear(said("portal.amount.unreadable", example=example))
    return amounts.pop()


def written_amount(amount_minor: int, currency: str, language: Language) -> str:
    """As `read_amount` takes it in the same language."""
    plain = Decimal(amount_minor).scaleb(-minor_digits(currency))
    return f"{plain:f}".replace(".", DECIMAL[language])


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= LONGEST


def _minor(whole: str, decimals: str, digits: int) -> int | None:
    """None where there are smaller parts than the currency has."""
    if decimals[digits:].strip("0"):
        return None
    return int(whole.replace(",", "").replace(".", "") + decimals[:digits].ljust(digits, "0"))
