"""Which languages there are, and which one is spoken where nobody says so: per request or task."""

import contextlib
from collections.abc import Iterator, Sequence
from contextvars import ContextVar
from typing import get_args

from babel import negotiate_locale

from contracts.message import Language

LANGUAGES: tuple[Language, ...] = get_args(Language)
LOCALES: dict[Language, str] = {"en": "en_GB", "de": "de_DE", "fr": "fr_FR"}
"""How days and numbers are written."""
MOST_WISHES = 20
_SPOKEN: ContextVar[Language] = ContextVar("spoken", default="en")


def spoken() -> Language:
    """The language of the request that is being answered; English else."""
    return _SPOKEN.get()


def speak(language: Language) -> None:
    """From here on, in this task and what it starts."""
    _SPOKEN.set(language)


@contextlib.contextmanager
def speaking(language: Language) -> Iterator[None]:
    token = _SPOKEN.set(language)
    try:
        yield
    finally:
        _SPOKEN.reset(token)


def negotiated(accept_language: str, offered: Sequence[Language] = LANGUAGES) -> Language:
    """The best that an Accept-Language header (RFC 9110) allows; English if none is."""
    wishes = []
    for place, wish in enumerate(accept_language.split(",")[:MOST_WISHES]):
        tag, _, weight = wish.partition(";")
        wishes.append((-_weight(weight), place, tag.strip().lower()))
    wanted = [tag for weight, _, tag in sorted(wishes) if weight < 0]
    found = negotiate_locale(wanted, offered, sep="-")
    return next((language for language in offered if language == found), "en")


def _weight(written: str) -> float:
    name, _, value = written.strip().partition("=")
    if not name:
        return 1.0
    try:
        return min(max(float(value), 0.0), 1.0) if name == "q" else 0.0
    except ValueError:
        return 0.0
