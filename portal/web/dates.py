"""Days as people type them where no calendar opens: in the way of their language, and refused where
two days could be meant."""

import re
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from contracts.message import Language
from contracts.said import Said, said

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_PARTS = re.compile(r"(\d{1,2})(?:\. ?|/| )(\d{1,2})(?:\. ?|/| )(\d{4})")
EXAMPLES = {"en": "2023-01-14", "de": "14.01.2023", "fr": "14/01/2023"}
YEARS = range(2000, 3000)


class DayIsUnclear(Exception):
    """What was typed is no day, or may be two."""

    def __init__(self, why: Said) -> None:
        super().__init__(why.code)
        self.why = why


def read_day(typed: str, language: Language) -> date:
    """`2023-01-14` is read everywhere, `14.01.2023` too: with dots nobody writes the month first;
    with slashes the day comes first in German and French. In English either may, so that only
    what can be one day is read. Raises `DayIsUnclear`."""
    text = typed.strip()
    if found := _ISO.fullmatch(text):
        year, month, day = map(int, found.groups())
    elif found := _PARTS.fullmatch(text):
        day, month, year = map(int, found.groups())
        if language == "en" and "/" in text:
            if day <= 12 and month <= 12 and day != month:
                raise DayIsUnclear(said("portal.day.ambiguous", example=EXAMPLES["en"]))
            if month > 12:
                day, month = month, day
    else:
        raise _no_day(language)
    try:
        read = date(year, month, day)
    except ValueError:
        raise _no_day(language) from None
    if read.year not in YEARS:
        raise _no_day(language)
    return read


def _no_day(language: Language) -> DayIsUnclear:
    return DayIsUnclear(said("portal.day.unreadable", example=EXAMPLES[language]))


def begin_of(day: date, zone: str) -> datetime:
    """Its first instant at a place."""
    return datetime.combine(day, time(), ZoneInfo(zone))


def begin_of_next(day: date, zone: str) -> datetime:
    """The first instant that is no longer this day."""
    return begin_of(day + timedelta(days=1), zone)


def end_of(day: date, zone: str) -> datetime:
    """The last instant that is still this day."""
    return begin_of_next(day, zone) - timedelta(microseconds=1)
