"""What a customer reads who is back from paying: one of six words, and whether it can change."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from contracts.orders import OrderView, PlacedOrder
from portal.customer.orders.view import ENDED, Row, row_of

Word = Literal["successful", "pending", "failed", "sent_for_approval", "closed", "checking"]
WORDS: Mapping[str, Word] = {
    "paid": "successful",
    "approved": "successful",
    "payment_pending": "pending",
    "pay_as_instructed": "pending",
    "payment_failed": "failed",
    "closed": "closed",
    "sent_for_approval": "sent_for_approval",
}
"""By what orders says of the payment; all else is being checked."""
LOOKS: Mapping[Word, str] = {
    "successful": "success",
    "pending": "info",
    "failed": "error",
    "sent_for_approval": "success",
    "closed": "info",
    "checking": "working",
}
FINAL = frozenset({"successful", "failed", "sent_for_approval", "closed"})
PATIENCE_SECONDS = 10.0
"""How long after the return nobody is asked to pay: who has paid is not known at once."""


@dataclass(frozen=True)
class Result:
    order_id: str
    word: Word
    why: str
    """By which its sentence is chosen: what orders said, or that nothing was paid."""
    look: str
    row: Row
    start_on: date | None
    """The first day of all services, where they have the same one."""
    may_pay: bool
    may_pay_again: bool

    @property
    def is_final(self) -> bool:
        return self.word in FINAL


def result_of(placed: PlacedOrder, seconds_since: float, before: Word | None = None) -> Result:
    """What is shown so many seconds after the return. A payment that was pending `before` is not
    said to be checked again."""
    order, outcome, row = placed.order, placed.outcome, row_of(placed.order)
    if row.state in ENDED:
        outcome = "closed"  # though its effects may still be on their way
    word = WORDS.get(outcome, "checking")
    is_unpaid = outcome == "pay_now" and seconds_since >= PATIENCE_SECONDS
    if word == "checking" and before == "pending" and not is_unpaid:
        word, outcome = "pending", "payment_pending"
    return Result(
        order_id=order.id,
        word=word,
        why="not_paid" if is_unpaid else _closed(order) if word == "closed" else outcome,
        look="warning" if is_unpaid else LOOKS[word],
        row=row,
        start_on=_start_of(order) if word == "successful" else None,
        may_pay=is_unpaid or outcome == "pay_as_instructed",
        may_pay_again=outcome == "payment_failed",
    )


def _closed(order: OrderView) -> str:
    """By what its customer has to know of the money; what was paid for has a first day."""
    if order.path == "request":
        return "closed_request"
    return "closed_paid" if any(item.start_on for item in order.items) else "closed_unpaid"


def _start_of(order: OrderView) -> date | None:
    days = {item.start_on for item in order.items if item.state != "awaiting_approval"}
    return days.pop() if len(days) == 1 else None
