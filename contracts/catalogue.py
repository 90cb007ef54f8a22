"""Messages about the catalogue as a whole: what it holds, and how it is searched."""

from contracts.catalog import OfferingKind
from contracts.message import Message

LONGEST_SEARCH = 100
MOST_WORDS = 10


class KindCount(Message):
    """A group of the portal, and how many offerings it holds."""

    kind: OfferingKind
    count: int


class CatalogueRevision(Message):
    """Which edition of the catalogue there is, whoever asks."""

    revision: int


class CatalogueView(Message):
    """What the catalogue holds for whoever asks, and in which edition: what was made of an edition
    can be shown to the same customer until `revision` is another."""

    revision: int
    """Counts up with each offering that is created or changed, for whomever it is."""
    count: int
    kinds: list[KindCount]
    """In the order of the portal, without those that hold nothing."""
