"""What happened to an order and what comes next, as its customer and the staff read it; and its
audit, which is for staff alone."""

from datetime import date

from pydantic import AwareDatetime

from contracts.actors import is_by_support
from contracts.message import Message
from contracts.said import Told


class TimelineEvent(Message):
    """One thing that happened. `what.code` names it, for an icon."""

    at: AwareDatetime
    what: Told
    by: str
    """For example `admin/ada`; customers read `admin`, and of what support did as them
    `customer/mia by support`."""
    titles: list[str] = []
    """Of the items that it concerns; empty: the order as a whole."""
    item_ids: list[str] = []

    @property
    def is_by_support(self) -> bool:
        """As its customer reads it."""
        return is_by_support(self.by)


class ComingStep(Message):
    """What is waited for, who acts, and until when if there is an end to it."""

    what: Told
    until: AwareDatetime | None = None
    """What is neither paid nor decided by then expires."""
    start_on: date | None = None
    """The next day on which a scheduled item starts by itself."""


class Timeline(Message):
    """A page of what happened, newest first, and what comes next. It is read from records of orders
    and payments, and so is there for as long as the order is."""

    order_id: str
    comes_next: list[ComingStep]
    happened: list[TimelineEvent]
    next_cursor: str | None = None
    """Pass it back as `cursor` for what happened before; null on the last page."""
    left_out: Told | None = None
    """Why credit notes and refunds are not told, or not all of them."""


class AuditEntryView(Message):
    """One state change: who, what, why."""

    at: AwareDatetime
    actor: str
    action: str
    item_id: str | None
    reason: Told
