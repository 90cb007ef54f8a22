"""Where a page of the inbox ends, by what it is sorted by: as a cursor holds that, and read
again."""

from datetime import datetime

from contracts.approvals import WaitingSort
from contracts.problems import CursorIsInvalid
from services.orders.domain.order import Order

NAME_LETTERS = 20
"""By which customers are sorted: a cursor is short."""
MOST_DIGITS = 17
Place = tuple[datetime | int | str, ...]
"""What the list is sorted by, the order's id last."""


def place_of(order: Order, words: str, sort: WaitingSort) -> Place:
    """`words`: the customer's. Raises `ValueError` for an order that waits for nothing."""
    if order.waiting_since is None or order.decision_due_at is None:
        raise ValueError(f"{order.id} waits for no decision")
    by: dict[WaitingSort, Place] = {
        "due": (order.decision_due_at, order.id),
        "age": (order.waiting_since, order.id),
        "amount": (order.currency, -order.total_minor, order.id),
        "customer": (words[:NAME_LETTERS], order.id),
    }
    return by[sort]


def written(place: Place) -> str:
    return "/".join(one.isoformat() if isinstance(one, datetime) else str(one) for one in place)


def read(text: str | None, sort: WaitingSort) -> Place | None:
    """Raises `CursorIsInvalid` for what no page of this list has answered."""
    if text is None:
        return None
    if "\0" in text:
        raise CursorIsInvalid
    try:
        if sort == "amount":
            currency, amount, order_id = text.split("/")
            return currency, _number(amount), order_id
        first, order_id = text.rsplit("/", 1)
        return (first if sort == "customer" else _moment(first)), order_id
    except ValueError as error:
        raise CursorIsInvalid from error


def _moment(text: str) -> datetime:
    at = datetime.fromisoformat(text)
    if at.tzinfo is None:
        raise ValueError("no zone")
    return at


def _number(text: str) -> int:
    digits = text.removeprefix("-")
    if not digits.isascii() or not digits.isdigit() or len(digits) > MOST_DIGITS:
        raise ValueError("no number")
    return int(text)
