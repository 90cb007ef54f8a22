"""What of an order's audit its customer is told, and how: what is not listed here is for staff."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from billing.days import local_date
from contracts.decisions import AWAITS_PAYMENT
from contracts.said import Said, said
from services.orders.domain.order import Order
from services.orders.domain.waiting import waits_for

DECIDED = ("start_on", "previous_start_on", "reason", "documents")
TOLD: Mapping[str, tuple[str, ...]] = {
    "placed": ("count", "path", "total_minor", "currency"),
    "payment_captured": ("paid_on",),
    "payment_counted": ("paid_on",),
    "payment_declined": ("detail",),
    "payment_mismatched": (),
    "payment_expired": (),
    "pay_again": (),
    "switch_to_request": (),
    "late_payment": ("paid_on",),
    "offline_payment_recorded": ("amount_minor", "currency", "method", "received_on"),
    "approved_for_now": DECIDED,
    "approved_for_later": DECIDED,
    "start_arrived": ("start_on",),
    "rejected": DECIDED,
    "cancelled": DECIDED,
    "expired": (),
    "warned": (),
}
"""By the audit's action: which of its facts the customer reads."""
SENT_AS_REQUEST = "sent_as_request"
"""Is told as it was when the order was placed."""
FOR_CUSTOMERS = frozenset({*TOLD, SENT_AS_REQUEST})
APPROVED = ("approved_for_now", "approved_for_later")


def event_of(action: str, reason: Said) -> Said | None:
    """An entry of the audit for whoever may read the order; None if it is for staff alone."""
    if action == SENT_AS_REQUEST:
        return reason
    if action not in TOLD:
        return None
    facts = {name: reason.facts.get(name) for name in TOLD[action]}
    moved = action in APPROVED and (reason.facts.get("revision") or 1) != 1
    return Said(code=f"timeline.{'start_moved' if moved else action}", facts=facts)


@dataclass(frozen=True)
class Terms:
    """How long an order may stay unpaid, as its workflow was told: from placing, and from its
    newest attempt on where that has longer than usual."""

    payment_seconds: int | None = None
    tried_at: datetime | None = None
    longer_seconds: int | None = None


def expires_at(order: Order, terms: Terms) -> datetime | None:
    """When the order gives up waiting; None for one that nobody has still to pay or approve."""
    undecided = {item.state for item in order.items if item.decision is None}
    if undecided & AWAITS_PAYMENT:
        usual = terms.payment_seconds or order.policy.payment_expires_after_seconds
        ends_at = order.placed_at + timedelta(seconds=usual)
        if terms.tried_at and terms.longer_seconds:
            ends_at = max(ends_at, terms.tried_at + timedelta(seconds=terms.longer_seconds))
        return ends_at
    return order.expires_at


def coming(order: Order, ends_at: datetime | None, *, is_processing: bool) -> list[Said]:
    """What is waited for, the most pressing first, then what happens if nobody acts."""
    steps = waits_for(order)
    if is_processing:
        steps.insert(0, said("order.waits.processing"))
    if ends_at is not None:
        last_day = local_date(ends_at, order.policy.time_zone)
        is_request = order.path == "request"
        steps.append(said("order.waits.expiry", expires_on=last_day, is_request=is_request))
    return steps
