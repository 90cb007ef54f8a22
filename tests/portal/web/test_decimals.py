"""Amounts as they are typed in three languages."""

import pytest

from contracts.message import Language
from portal.web.decimals import MOST_MINOR, AmountIsUnclear, read_amount, written_amount
from wording.languages import LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "typed",
    [
        "1,234.50",
        "1.234,50",
        "1 234,50",
        "1\u202f234,5",
        "1\u00a0234.5",
        " 1234.5 ",
        "1234,50",
    ],
)
def test_what_can_be_one_amount_alone_is_read_in_each_language(
    language: Language, typed: str
) -> None:
    assert read_amount(typed, "EUR", language) == 123_450


@pytest.mark.parametrize(
    ("typed", "currency", "amount_minor"),
    [
        ("2,4", "EUR", 240),
        ("2.4", "EUR", 240),
        ("0,05", "EUR", 5),
        ("31", "EUR", 3_100),
        ("0", "EUR", 0),
        ("1.234.567", "EUR", 123_456_700),
        ("1,234,567.8", "EUR", 123_456_780),
        ("1.234", "JPY", 1_234),
        ("1,234", "JPY", 1_234),
        ("1234,567", "KWD", 1_234_567),
        ("0.234", "KWD", 234),
        ("1 234,567", "KWD", 1_234_567),
    ],
)
def test_the_currency_says_how_many_decimals_there_are(
    typed: str, currency: str, amount_minor: int
) -> None:
    assert read_amount(typed, currency, "en") == amount_minor


@pytest.mark.parametrize("currency", ["EUR", "KWD"])
@pytest.mark.parametrize("typed", ["1.234", "1,234", "12.345", "999,999"])
@pytest.mark.parametrize(
    ("language", "begins"), [("en", "1,234.5"), ("de", "1.234,5"), ("fr", "1\u202f234,5")]
)
def test_what_may_be_two_amounts_is_refused_with_an_example_that_is_read(
    language: Language, begins: str, typed: str, currency: str
) -> None:
    with pytest.raises(AmountIsUnclear) as refused:
        read_amount(typed, currency, language)
    assert refused.value.why.code == "portal.amount.ambiguous"
    example = str(refused.value.why.facts["example"])
    assert example.startswith(begins)
    assert read_amount(example, currency, language) > 0


@pytest.mark.parametrize(
    ("typed", "currency"),
    [
        ("1,234,50", "EUR"),
        ("", "EUR"),
        ("-5", "EUR"),
        ("+5", "EUR"),
        ("€5", "EUR"),
        ("five", "EUR"),
        ("1e5", "EUR"),
        (".5", "EUR"),
        ("5.", "EUR"),
        ("1.2.3", "EUR"),
        ("1,23,456.00", "EUR"),
        ("12 34,50", "EUR"),
        ("1.234.567,89,0", "EUR"),
        ("1,2345", "EUR"),
        ("0.123", "EUR"),
        ("31,5", "JPY"),
        ("0.001", "EUR"),
        ("\u0661\u0662", "EUR"),
        ("0" * 41, "EUR"),
        (str(MOST_MINOR), "EUR"),
    ],
)
def test_what_is_no_amount_is_refused(typed: str, currency: str) -> None:
    for language in LANGUAGES:
        with pytest.raises(AmountIsUnclear) as refused:
            read_amount(typed, currency, language)
        assert refused.value.why.code == "portal.amount.unreadable"
        assert refused.value.why.facts["currency"] == currency


@pytest.mark.parametrize("currency", ["JPY", "EUR", "KWD", "CLF"])
@pytest.mark.parametrize("language", ["en", "de", "fr"])
def test_what_is_written_is_read_again(currency: str, language: Language) -> None:
    for minor in (0, 1, 999, 1_000, 31_000, 1_234_567_890, 10**15):
        assert read_amount(written_amount(minor, currency, language), currency, language) == minor
