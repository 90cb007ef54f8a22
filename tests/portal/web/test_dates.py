"""Days as they are typed in three languages."""

from datetime import date

import pytest

from contracts.message import Language
from portal.web.dates import DayIsUnclear, read_day


@pytest.mark.parametrize(
    ("language", "typed"),
    [
        ("en", "2023-02-01"),
        ("de", "2023-2-1"),
        ("de", "1.2.2023"),
        ("de", "01. 02. 2023"),
        ("en", "01.02.2023"),
        ("fr", "01/02/2023"),
        ("fr", " 1/2/2023 "),
        ("de", "1/2/2023"),
    ],
)
def test_the_first_of_february(language: Language, typed: str) -> None:
    assert read_day(typed, language) == date(2023, 2, 1)


@pytest.mark.parametrize("typed", ["14/01/2023", "01/14/2023", "14.1.2023"])
def test_what_can_be_one_day_alone_is_read_in_english(typed: str) -> None:
    assert read_day(typed, "en") == date(2023, 1, 14)


def test_two_days_that_are_one_are_no_doubt() -> None:
    assert read_day("05/05/2023", "en") == date(2023, 5, 5)


@pytest.mark.parametrize("typed", ["1/2/2023", "12/11/2023"])
def test_what_may_be_two_days_is_refused_with_an_example(typed: str) -> None:
    with pytest.raises(DayIsUnclear) as refused:
        read_day(typed, "en")
    assert refused.value.why.code == "portal.day.ambiguous"
    assert refused.value.why.facts["example"] == "2023-01-14"


@pytest.mark.parametrize(
    ("language", "typed"),
    [
        ("en", ""),
        ("en", "tomorrow"),
        ("de", "1.2.23"),
        ("fr", "31/02/2023"),
        ("fr", "01/14/2023"),
        ("en", "14/14/2023"),
        ("en", "0001-01-01"),
        ("en", "9999-01-01"),
        ("en", "\u0661.\u0661.\u0662\u0660\u0662\u0663\u0664"),
    ],
)
def test_what_is_no_day_is_refused(language: Language, typed: str) -> None:
    with pytest.raises(DayIsUnclear) as refused:
        read_day(typed, language)
    assert refused.value.why.code == "portal.day.unreadable"
