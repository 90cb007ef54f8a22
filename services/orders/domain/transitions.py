"""The allowed state changes of an order item, as one table; the lifecycle page is made from it.

What is not listed is refused or leaves the item alone; nothing else changes an item's state.
"""

from collections.abc import Mapping
from typing import Literal

from contracts.decisions import ItemState, SubscriptionState

ItemEvent = Literal[
    "payment_captured",
    "payment_declined",
    "payment_mismatched",
    "payment_tried_again",
    "payment_expired",
    "switched_to_request",
    "approved_for_now",
    "approved_for_later",
    "start_arrived",
    "rejected",
    "cancelled",
    "expired",
]

TRANSITIONS: Mapping[ItemEvent, Mapping[ItemState, ItemState]] = {
    "payment_captured": {
        "awaiting_payment": "awaiting_confirmation",
        "payment_failed": "awaiting_confirmation",
        # Paid in the moment in which the customer switched to a request: the money counts.
        "awaiting_approval": "awaiting_confirmation",
    },
    "payment_declined": {"awaiting_payment": "payment_failed"},
    "payment_mismatched": {"awaiting_payment": "payment_failed"},
    "payment_tried_again": {"payment_failed": "awaiting_payment"},
    "payment_expired": {"awaiting_payment": "expired", "payment_failed": "expired"},
    "switched_to_request": {
        "awaiting_payment": "awaiting_approval",
        "payment_failed": "awaiting_approval",
    },
    "approved_for_now": {
        "awaiting_approval": "approved",
        "awaiting_confirmation": "approved",
        "scheduled": "approved",
        "approved": "approved",
    },
    "approved_for_later": {
        "awaiting_approval": "scheduled",
        "awaiting_confirmation": "scheduled",
        "scheduled": "scheduled",
        "approved": "scheduled",
    },
    "start_arrived": {"scheduled": "approved"},
    "rejected": {"awaiting_approval": "rejected", "awaiting_confirmation": "rejected"},
    "cancelled": {
        "awaiting_payment": "cancelled",
        "payment_failed": "cancelled",
        "awaiting_approval": "cancelled",
        "awaiting_confirmation": "cancelled",
    },
    "expired": {
        "awaiting_payment": "expired",
        "payment_failed": "expired",
        "awaiting_approval": "expired",
    },
}

SUBSCRIPTION_STATES: Mapping[ItemState, SubscriptionState] = {
    "awaiting_payment": "pending",
    "payment_failed": "pending",
    "awaiting_approval": "pending",
    "awaiting_confirmation": "active",
    "scheduled": "pending",
    "approved": "active",
    "rejected": "archived",
    "cancelled": "archived",
    "expired": "archived",
}
"""A paid item's service is active before anybody confirmed it: two separate facts."""


def next_state(state: ItemState, event: ItemEvent) -> ItemState | None:
    """The state after the event, or None where the event does not concern this state."""
    return TRANSITIONS[event].get(state)
