"""What an order waits for and who can act, as whoever is shown the order may know it."""

from collections.abc import Iterator

from contracts.decisions import ItemState
from contracts.said import Said, said
from services.orders.domain.order import Order

OPEN: tuple[ItemState, ...] = (
    "awaiting_payment",
    "payment_failed",
    "awaiting_approval",
    "awaiting_confirmation",
)
"""What somebody can act on, the most pressing first."""


def waits_for(order: Order) -> list[Said]:
    """One thing or more, the most pressing first. Why a person must look, the flags say."""
    return list(_all(order)) or [said("order.waits.nothing")]


def _all(order: Order) -> Iterator[Said]:
    if order.flags:
        yield said("order.waits.attention")
    if decided := sum(1 for i in order.items if i.decision and not i.decision.applied_at):
        yield said("order.waits.decided", count=decided)
    undecided = [item.state for item in order.items if item.decision is None]
    for state in OPEN:
        if count := undecided.count(state):
            yield said("order.waits.open", item_state=state, count=count)
    if first := order.next_start:
        count = order.states.count("scheduled")
        yield said("order.waits.scheduled", count=count, start_on=first)
