"""Whether the workflow of an order may be started a second time, when it is not there."""

from contracts.decisions import AWAITS_PAYMENT, ItemState
from services.orders.domain.order import Order

FROM_THE_BEGINNING: frozenset[ItemState] = AWAITS_PAYMENT | {"awaiting_confirmation"}
"""Of an order paid upfront: its first step reads how far the paying came."""


def may_start_again(order: Order) -> bool:
    """Only where the workflow's beginning is still the order's next step. A decision or a further
    attempt to pay was told to the workflow that is gone, and a new one would not know of it."""
    if any(item.decision for item in order.items):
        return False
    if order.path == "upfront":
        return order.payment_attempt <= 1 and FROM_THE_BEGINNING.issuperset(order.states)
    return order.payment_attempt == 0 and set(order.states) == {"awaiting_approval"}
