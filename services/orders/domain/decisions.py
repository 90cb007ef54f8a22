"""Who may still decide an item, which start dates are allowed, and which documents follow."""

from datetime import date, timedelta

from contracts.decisions import (
    GRANTED,
    OPEN_FOR_DECISION,
    DecisionIsIncomplete,
    Documents,
    ItemIsAlreadyDecided,
    ItemIsNotOpenForDecision,
    OrderHasChanged,
    StartDateIsRefused,
    StartWouldGoUnbilled,
    Verdict,
)
from contracts.recording import Deadline
from services.orders.domain.item_changes import state_if_undecided
from services.orders.domain.order import Decision, Item, Order


def require_undecided(order: Order, item: Item) -> None:
    """First decision wins: raises `ItemIsAlreadyDecided`, naming the winner."""
    winner = item.decision
    if winner is not None:
        raise ItemIsAlreadyDecided(
            winner=winner.decided_by,
            verdict=winner.verdict,
            decided_at=winner.decided_at,
            time_zone=order.policy.time_zone,
        )


def require_unchanged(order: Order, seen: int | None) -> None:
    """Raises `OrderHasChanged` unless the order is as whoever decides has seen it."""
    if seen in (None, order.revision):
        return
    last = last_decision(order)
    raise OrderHasChanged(
        revision=order.revision,
        decided_by=last and last.decided_by,
        verdict=last and last.verdict,
        decided_at=last and last.decided_at,
        time_zone=order.policy.time_zone,
    )


def last_decision(order: Order) -> Decision | None:
    """Of those in force."""
    made = [item.decision for item in order.items if item.decision]
    return max(made, key=lambda decision: decision.decided_at, default=None)


def require_open(order: Order, item: Item) -> None:
    """Raises unless an admin may decide the item now."""
    require_undecided(order, item)
    if item.state not in OPEN_FOR_DECISION:
        raise ItemIsNotOpenForDecision(item_state=item.state)


def require_movable(item: Item) -> None:
    """Raises unless the item is approved and its last decision has taken effect."""
    decision = item.decision
    if item.state not in GRANTED or decision is None:
        raise ItemIsNotOpenForDecision("not_approved", item_state=item.state)
    if decision.applied_at is None:
        # Corrections take effect one after the other, or documents would name the wrong days.
        raise ItemIsNotOpenForDecision(
            "being_carried_out", decided_by=decision.decided_by, item_state=item.state
        )


def require_complete(verdict: Verdict, start_on: date | None, reason: str | None) -> None:
    if verdict == "approve" and start_on is None:
        raise DecisionIsIncomplete("no_start")
    if verdict in ("reject", "cancel") and not (reason or "").strip():
        raise DecisionIsIncomplete("no_reason")


def require_allowed_start(order: Order, start_on: date, today: date) -> None:
    """A paid item starts on its payment date or later; an unpaid one around `today` (the local
    date). Both within the partner's largest shift. Raises `StartDateIsRefused`."""
    limit = order.policy.largest_start_shift_days
    if order.paid_on and start_on < order.paid_on:
        raise StartDateIsRefused("before_payment", start_on=start_on, paid_on=order.paid_on)
    if abs(start_on - (order.paid_on or today)) > timedelta(days=limit):
        raise StartDateIsRefused(
            "too_far", start_on=start_on, count=limit, paid_on=order.paid_on, today_on=today
        )


def require_billed_start(item: Item, start_on: date | None) -> None:
    """What is invoiced can start later and come back, but no document charges days before those of
    its invoice; what is bought once has no days. Raises `StartWouldGoUnbilled`."""
    first = None if item.line.price.cycle.kind == "once" else item.invoiced_from
    if first is not None and start_on is not None and start_on < first:
        raise StartWouldGoUnbilled(invoiced_from_on=first, start_on=start_on)


def start_in_force(order: Order, decision: Decision) -> date | None:
    """The decided start. The money may have come while an earlier one was approved: then service
    starts on the payment date, from which the invoice charges."""
    start_on, paid_on = decision.start_on, order.paid_on
    return max(start_on, paid_on) if start_on and paid_on else start_on


def is_approved(item: Item) -> bool:
    """Whether somebody approved it, also where that is still to be carried out."""
    return item.decision is not None and item.decision.verdict == "approve"


def can_be_cancelled(item: Item) -> bool:
    return state_if_undecided(item, "cancelled") is not None


def can_expire(item: Item) -> bool:
    return state_if_undecided(item, "expired") is not None


def is_concerned(item: Item, deadline: Deadline) -> bool:
    """Whether a deadline that passes now finds the item undecided. What is paid only escalates."""
    is_request = item.state == "awaiting_approval"
    return item.awaits_decision and (is_request or deadline == "escalation")


def is_paid(order: Order, item: Item) -> bool:
    """Whether the customer's money for this item was captured."""
    return order.paid_on is not None and item.state in (
        "awaiting_confirmation",
        "approved",
        "scheduled",
    )


def documents_for(order: Order, item: Item, verdict: Verdict, start_on: date | None) -> Documents:
    """What payments has to issue once this verdict is applied."""
    if verdict == "expire":
        return "none"
    if verdict in ("reject", "cancel"):
        return "full_credit" if is_paid(order, item) else "none"
    is_correction = item.decision is not None
    if not is_correction and not is_paid(order, item):
        return "invoice"
    if not order.policy.credit_notes_enabled:
        return "none"
    # A correction back to the payment date may void a note, so payments is always asked.
    return "credit" if is_correction or start_on != order.paid_on else "none"
