"""What somebody looks for in the catalogue, and the letters by which it is found."""

from dataclasses import dataclass
from datetime import datetime

from contracts.catalog import OfferingKind

GRAM_LETTERS = 3


@dataclass(frozen=True)
class Wanted:
    """What a list is narrowed to: nothing named, nothing narrowed."""

    words: tuple[str, ...] = ()
    """Each stands in the title or in the description, in any case of letters."""
    kinds: tuple[OfferingKind, ...] = ()
    ids: tuple[str, ...] = ()
    partner_id: int | None = None
    """Whose customers may order it, be it theirs alone or everybody's."""
    enabled: bool | None = None
    show_on_portal: bool | None = None


@dataclass(frozen=True, kw_only=True)
class WantedChanges:
    """What the history of all offerings is narrowed to; None does not narrow it."""

    partner_id: int | None = None
    """Only what is, and was then, for customers of this one, be it theirs alone or everybody's."""
    by: str | None = None
    """A person as records name it, or its name there without what it is."""
    offering_id: str | None = None
    changed_from: datetime | None = None
    changed_before: datetime | None = None
    after: tuple[datetime, str, int] | None = None
    """When the last one of the page before was, of which offering, and its revision."""
    limit: int


def searchable(title: str, description: str) -> str:
    """What words are looked for in; no word goes over the end of the title."""
    return folded(f"{title}\n{description}")


def folded(text: str) -> str:
    """Without the case of its letters, each by itself: so a part of a text is a part of it folded,
    whatever stands around."""
    return text.casefold()


def grams(text: str) -> list[str]:
    """Each three letters in a row, once. Whatever holds a word holds all of the word's, so that an
    index of them leaves few texts to be looked through; a word of two letters has none."""
    last = len(text) - GRAM_LETTERS + 1
    return sorted({text[at : at + GRAM_LETTERS] for at in range(last)})
