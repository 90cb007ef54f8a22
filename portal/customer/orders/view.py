"""What a customer reads of an order. Whether somebody confirms it is no part of that: what was paid
is active."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from contracts.decisions import AWAITS_PAYMENT, OPEN_FOR_DECISION, ItemState
from contracts.orders import OrderItemView, OrderView
from contracts.said import Told
from contracts.timeline import ComingStep, Timeline

Shown = Literal[
    "payment_failed",
    "waiting_for_payment",
    "waiting_for_approval",
    "partly_approved",
    "looked_at",
    "scheduled",
    "active",
    "rejected",
    "cancelled",
    "expired",
]
BADGES: dict[Shown, str] = {
    "payment_failed": "error",
    "waiting_for_payment": "warning",
    "waiting_for_approval": "info",
    "partly_approved": "info",
    "looked_at": "info",
    "scheduled": "info",
    "active": "success",
}
"""How a state is coloured; the others are neutral."""
ITEMS: dict[ItemState, Shown] = {
    "awaiting_payment": "waiting_for_payment",
    "awaiting_approval": "waiting_for_approval",
    "awaiting_confirmation": "active",
    "scheduled": "scheduled",
    "approved": "active",
    "rejected": "rejected",
    "cancelled": "cancelled",
    "expired": "expired",
    "payment_failed": "payment_failed",
}
ENDS: dict[str, Shown] = {"reject": "rejected", "cancel": "cancelled", "expire": "expired"}
PRESSING: tuple[Shown, ...] = ("payment_failed", "waiting_for_payment")
ENDED: tuple[Shown, ...] = ("rejected", "cancelled", "expired")
GRANTED: frozenset[Shown] = frozenset({"active", "scheduled"})
MOST_TITLES = 3


@dataclass(frozen=True)
class Row:
    """As a list shows an order."""

    id: str
    titles: list[str]
    """The first products."""
    more_count: int
    state: Shown
    placed_at: datetime
    total_minor: int
    currency: str

    @property
    def badge(self) -> str:
        return BADGES.get(self.state, "")


@dataclass(frozen=True)
class Item:
    line: OrderItemView
    state: Shown

    @property
    def is_open(self) -> bool:
        """Whether its customer can still cancel it."""
        return not self.line.decision and self.line.state in AWAITS_PAYMENT | OPEN_FOR_DECISION

    @property
    def badge(self) -> str:
        return BADGES.get(self.state, "")


def row_of(order: OrderView) -> Row:
    titles = [item.line.title for item in order.items]
    return Row(
        id=order.id,
        titles=titles[:MOST_TITLES],
        more_count=max(len(titles) - MOST_TITLES, 0),
        state=state_of(order),
        placed_at=order.placed_at,
        total_minor=order.total_minor,
        currency=order.currency,
    )


def state_of(order: OrderView) -> Shown:
    """One word for the order: what the customer can end comes first."""
    present = {_state_of(item) for item in order.items}
    for state in PRESSING:
        if state in present:
            return state
    if "waiting_for_approval" in present:
        return "partly_approved" if present & GRANTED else "waiting_for_approval"
    if present & GRANTED:
        return "active" if "active" in present else "scheduled"
    if order.status == "needs_attention":
        return "looked_at"
    return next(state for state in ENDED if state in present)


def items_of(order: OrderView) -> list[Item]:
    return [Item(item, _state_of(item)) for item in order.items]


def coming(order: OrderView, timeline: Timeline | None) -> list[ComingStep]:
    """What comes next; from the order alone while its timeline is away."""
    steps = timeline.comes_next if timeline else [ComingStep(what=one) for one in order.waits_for]
    return [step for step in steps if not _is_for_staff(step.what)]


def can_pay(order: OrderView, steps: Iterable[ComingStep]) -> bool:
    """Unless a payment is under way."""
    is_processed = any(step.what.code == "order.waits.processing" for step in steps)
    return "pay" in order.can and not is_processed


def _state_of(item: OrderItemView) -> Shown:
    """What was ended has ended, though its effects may still be on their way."""
    ended = item.decision and ENDS.get(item.decision.verdict)
    return ended or ITEMS[item.state]


def _is_for_staff(step: Told) -> bool:
    return step.facts.get("item_state") == "awaiting_confirmation"
