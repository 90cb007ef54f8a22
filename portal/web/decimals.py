"""Amounts as people type them: in the way of their language or another one's, and refused where two
amounts could be meant. Nothing is rounded."""

import re

from contracts.currencies import minor_digits
from contracts.message import Language
from contracts.said import Said, said
from wording.figures import Figures
from wording.languages import LOCALES

LONGEST = 40
"""As it is typed, in characters."""
MOST_MINOR = 10**15
_SPACE = re.compile(r"[\u00a0\u202f\u2009]")
_PLAIN = re.compile(r"[0-9]+")
_POINTED = re.compile(r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+")
_COMMAED = re.compile(r"[1-9][0-9]{0,2}(?:,[0-9]{3})+")
_SPACED = re.compile(r"[1-9][0-9]{0,2}(?: [0-9]{3})+")
_ONE_GROUP = re.compile(r"[1-9][0-9]{0,2}[.,][0-9]{3}")


class AmountIsUnclear(Exception):
    """What was typed is no amount, or may be two."""

    def __init__(self, why: Said) -> None:
        super().__init__(why.code)
        self.why = why


def read_amount(typed: str, currency: str, language: Language) -> int:
    """In minor units. `1,234.50`, `1.234,50` and `1 234,50` are one amount in each language, and so
    are `2.4` and `2,4`. What may have three decimals as well as thousands, such as `1.234`, is
    refused unless the currency has no decimals. Raises `AmountIsUnclear`."""
    digits = minor_digits(currency)
    example = Figures(LOCALES[language], currency).amount(12_345 * 10**digits // 10)
    text = _SPACE.sub(" ", typed.strip()[: LONGEST + 1])
    if digits and _ONE_GROUP.fullmatch(text):
        raise AmountIsUnclear(said("portal.amount.ambiguous", example=example))
    whole, point, decimals = _parted(text)
    is_legible = len(text) <= LONGEST and _is_whole(whole) and len(decimals) <= digits
    if is_legible and not (point and point in whole) and re.fullmatch(r"[0-9]*", decimals):
        amount_minor = int(re.sub(r"[^0-9]", "", whole) + decimals.ljust(digits, "0"))
        if amount_minor <= MOST_MINOR:
            return amount_minor
    raise AmountIsUnclear(said("portal.amount.unreadable", example=example, currency=currency))


def written_amount(amount_minor: int, currency: str, language: Language) -> str:
    """As it is read again: of a currency with three decimals, `1.234` alone may mean a thousand."""
    written = Figures(LOCALES[language], currency).amount(amount_minor)
    try:
        read_amount(written, currency, language)
    except AmountIsUnclear:
        return f"0{written}"
    return written


def _parted(text: str) -> tuple[str, str, str]:
    """The whole part, the decimal separator if there is one, and what stands behind it."""
    if _is_whole(text):
        return text, "", ""
    at = max(text.rfind("."), text.rfind(","))
    return (text[:at], text[at], text[at + 1 :]) if 0 < at < len(text) - 1 else ("", "", "")


def _is_whole(text: str) -> bool:
    return any(shape.fullmatch(text) for shape in (_PLAIN, _POINTED, _COMMAED, _SPACED))
