"""What of the orders that wait for a decision is asked for, and the words that each is found by.
Refuses to know how it is found."""

from dataclasses import dataclass
from datetime import datetime

from contracts.approvals import WaitingSort, WaitingStatus
from contracts.decisions import OrderPath
from services.orders.domain.inbox_places import Place
from services.orders.domain.order import Order

MOST_LETTERS = 4_000
"""Of an order's words, that are searched."""


@dataclass(frozen=True, kw_only=True)
class Inbox:
    """Which of what waits, and from where on; None does not narrow it."""

    now: datetime
    limit: int
    partner_id: int | None = None
    customer_id: str | None = None
    words: str | None = None
    """Within a customer's name, mail address or id, the order's id or a product's title."""
    path: OrderPath | None = None
    status: WaitingStatus | None = None
    waiting_from: datetime | None = None
    waiting_until: datetime | None = None
    due_until: datetime | None = None
    sort: WaitingSort = "due"
    behind: Place | None = None
    """Where the page before ends."""


@dataclass(frozen=True)
class Counted:
    waiting: int
    overdue: int
    flagged: int


def order_words(order: Order) -> str:
    """By which an order itself is found, in small letters."""
    titles = (item.line.title for item in order.items)
    return "\n".join((order.id, order.customer_id, *titles)).casefold()[:MOST_LETTERS]


def customer_words(name: str, email: str) -> str:
    """By which all orders of a customer are found."""
    return f"{name}\n{email}".casefold()
