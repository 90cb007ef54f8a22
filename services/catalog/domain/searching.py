"""What somebody looks for in the catalogue."""

from dataclasses import dataclass

from contracts.catalog import OfferingKind


@dataclass(frozen=True)
class Wanted:
    """What a list is narrowed to: nothing named, nothing narrowed."""

    words: tuple[str, ...] = ()
    """Each stands in the title or in the description, in any case of letters."""
    kinds: tuple[OfferingKind, ...] = ()
