"""What an offering was before, and who made it another."""

from datetime import datetime

from contracts.catalog import OfferingView
from contracts.message import Message

MOST_REVISIONS = 20
"""Of one page: an offering may be for a thousand locations."""


class OfferingRevision(Message):
    """One edition of an offering; its newest one is what it is now."""

    revision: int
    offering: OfferingView
    before: OfferingView | None
    """What it replaced; null for the first, and where that was nothing that the reader may see."""
    changed_by: str
    changed_at: datetime


class FoundRevision(OfferingRevision):
    """One among those of all offerings."""

    place: str
    """The cursor behind which the list goes on after this one."""
