"""What waits for a decision, the most urgent first."""

from datetime import date, datetime
from typing import Literal

from contracts.actors import Category
from contracts.decisions import ItemState, OrderPath, OrderStatus
from contracts.message import Count, Currency, Message, PartnerId, PositiveMinor

MOST_WAITING_ITEMS = 10
"""Of one order, that a list of what waits names."""
MOST_COUNTED = 10_000
"""Orders are counted up to here: whoever has more knows enough."""

WaitingStatus = Literal["overdue", "flagged"]
"""`overdue`: nobody decided before `decision_due_at`; `flagged`: a person must look at it."""


class WaitingItem(Message):
    """One item that an admin can decide now."""

    id: str
    title: str
    quantity: int
    gross_minor: PositiveMinor
    """What it costs at once, with its activation fee."""
    state: ItemState
    start_on: date | None


class WaitingOrder(Message):
    """One order with something to decide."""

    id: str
    revision: int
    """To decide on exactly what was seen (`expected_revision`)."""
    partner_id: PartnerId
    customer_id: str
    customer_name: str
    customer_email: str
    customer_category: Category
    path: OrderPath
    status: OrderStatus
    currency: Currency
    total_minor: PositiveMinor
    placed_at: datetime
    waiting_since: datetime
    decision_due_at: datetime
    expires_at: datetime | None
    """Of requests."""
    flag_count: int
    """What of it a person must look at."""
    item_count: int
    """That wait."""
    items: list[WaitingItem]
    """The first `MOST_WAITING_ITEMS` of them; one order that is read has all."""


class WaitingCounts(Message):
    """Orders with something to decide: all, and how many of them are late or flagged. Of more than
    `MOST_COUNTED` only the most urgent are counted."""

    waiting: Count
    overdue: Count
    flagged: Count
