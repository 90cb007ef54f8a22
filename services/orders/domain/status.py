"""The one function that derives an order's status from its items; all others ask it.

Precedence, the first that holds:

1. somebody flagged the order: needs_attention
2. an item awaits its payment or failed to pay: waiting_for_payment
3. an item awaits a decision: partly_approved if another is approved or scheduled already, else
   waiting_for_approval
4. an item is scheduled: partly_approved, as the order still has something to do by itself; an
   order is completed only when nothing more will happen
5. an item is approved: completed (the others were refused, cancelled or expired)
6. an item was rejected: rejected; else one cancelled: cancelled; else expired. A person's verdict
   tells more than a time limit.
"""

from collections.abc import Iterable

from contracts.decisions import (
    AWAITS_PAYMENT,
    GRANTED,
    OPEN_FOR_DECISION,
    ItemState,
    OrderStatus,
)


def waits_for_confirmation(state: ItemState) -> bool:
    """Whether an admin has still to confirm a service that was paid. It is active before that: two
    facts."""
    return state == "awaiting_confirmation"


def order_status(states: Iterable[ItemState], *, needs_attention: bool = False) -> OrderStatus:
    """The status of an order with items in these states (at least one)."""
    present = frozenset(states)
    if not present:
        raise ValueError("an order has at least one item")
    if needs_attention:
        return "needs_attention"
    if present & AWAITS_PAYMENT:
        return "waiting_for_payment"
    if present & OPEN_FOR_DECISION:
        return "partly_approved" if present & GRANTED else "waiting_for_approval"
    if "scheduled" in present:
        return "partly_approved"
    if "approved" in present:
        return "completed"
    if "rejected" in present:
        return "rejected"
    return "cancelled" if "cancelled" in present else "expired"
