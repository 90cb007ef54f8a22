"""What waits for a decision, the most urgent first, and decisions on many orders at once."""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import Field

from contracts.actors import Category
from contracts.decisions import Decide, DecisionView, ItemState, OrderPath, OrderStatus
from contracts.message import Command, Count, Currency, Id, Message, PartnerId, PositiveMinor
from contracts.problems import Problem

MOST_WAITING_ITEMS = 10
"""Of one order, that a list of what waits names."""
MOST_COUNTED = 10_000
"""Orders are counted up to here: whoever has more knows enough."""
MOST_DECIDED_ORDERS = 100
"""At once, in as many rows."""
MOST_DECIDED_ITEMS = 100
"""Of an order that is decided as a whole."""

WaitingStatus = Literal["overdue", "flagged"]
"""`overdue`: nobody decided before `decision_due_at`; `flagged`: a person must look at it."""


WaitingSort = Literal["due", "age", "amount", "customer"]
"""What is to be decided first comes first, or what has waited longest, costs most (within each
currency), or by the customers' names."""


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
    time_zone: str
    """The partner's, when the order was placed."""
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


class DecideOrder(Decide):
    """One row: a verdict on one item, or on all of an order that wait."""

    order_id: Id
    item_id: Id | None = None


class DecideMany(Command):
    """Each row is decided by itself, as if it came alone."""

    rows: Annotated[list[DecideOrder], Field(min_length=1, max_length=MOST_DECIDED_ORDERS)]


class DecidedOrder(Message):
    """What became of one row: decided, or refused and nothing of it done."""

    order_id: str
    item_id: str | None
    customer_name: str = ""
    """Empty for an order that whoever decided may not see."""
    decisions: list[DecisionView] = []
    applied: bool = False
    """Whether the effects are there; else they follow by themselves."""
    problem: dict[str, Any] | None = None
    """The refusal, as its problem document (RFC 9457) would have been alone."""


class DecidedMany(Message):
    """One result a row, in the same order."""

    rows: list[DecidedOrder]


class TooManyItemsAtOnce(Problem):
    """An order this large is decided item by item. Facts: count, most."""

    status = 422
