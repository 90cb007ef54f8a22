"""Amounts as people type them in three languages; two that could be meant are none."""

import pytest

from contracts.message import Language
from portal.web.amounts import AmountIsUnclear, read_amount, written_amount


@pytest.mark.parametrize(
    ("typed", "currency", "language", "minor"),
    [
        ("31.00", "EUR", "en", 3_100),
        ("31,00", "EUR", "de", 3_100),
        ("31,00", "EUR", "en", 3_100),
        ("31.5", "EUR", "fr", 3_150),
        (" 1 234,50 ", "EUR", "fr", 123_450),
        ("1\u202f234,50", "EUR", "fr", 123_450),
        ("1,234.50", "EUR", "de", 123_450),
        ("1.234.567,89", "EUR", "en", 123_456_789),
        ("1.234", "EUR", "de", 123_400),
        ("31", "EUR", "en", 3_100),
        ("0,01", "EUR", "de", 1),
        ("1500", "JPY", "en", 1_500),
        ("1.500", "JPY", "de", 1_500),
        ("31.000", "KWD", "en", 31_000),
        ("31,000", "KWD", "de", 31_000),
    ],
)
def test_what_can_be_one_amount_is_read(
    typed: str, currency: str, language: Language, minor: int
) -> None:
    assert read_amount(typed, currency, language) == minor


@pytest.mark.parametrize(
    ("typed", "currency", "language"),
    [("2,400", "EUR", "en"), ("2.400", "EUR", "de"), ("2.400", "KWD", "de")],
)
def test_what_may_be_two_is_refused(typed: str, currency: str, language: Language) -> None:
    with pytest.raises(AmountIsUnclear) as refused:
        read_amount(typed, currency, language)
    assert refused.value.why.code == "portal.amount.ambiguous"


@pytest.mark.parametrize(
    "typed",
    ["", "-5", "0", "0.00", "abc", "1.234.5", "12,34,56", "1.005", "9" * 30, "٣١", "1e3", "NaN"],
)
def test_what_is_none_is_refused(typed: str) -> None:
    with pytest.raises(AmountIsUnclear) as refused:
        read_amount(typed, "EUR", "en")
    assert refused.value.why.code == "portal.amount.unreadable"


@pytest.mark.parametrize("currency", ["JPY", "EUR", "KWD", "CLF"])
@pytest.mark.parametrize("language", ["en", "de", "fr"])
def test_what_is_written_is_read_again(currency: str, language: Language) -> None:
    for minor in (1, 999, 1_000, 31_000, 1_234_567_890, 10**15):
        assert read_amount(written_amount(minor, currency, language), currency, language) == minor
