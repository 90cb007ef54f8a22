"""What a verdict leads to, before it is made: the item's state, and what the customer is mailed."""

from datetime import date
from typing import Literal

from contracts.credits import ForeseenDocuments
from contracts.decisions import GRANTED, OfflinePaymentIsNotBookedYet
from contracts.notifications import Event, event_of_decision
from contracts.previews import PreviewDecision
from services.orders.domain.decisions import (
    require_allowed_start,
    require_billed_start,
    require_complete,
    require_movable,
    require_open,
    require_unchanged,
)
from services.orders.domain.order import Item, Order

FollowingState = Literal["approved", "scheduled", "rejected"]


def require_decidable(
    order: Order, item: Item, wanted: PreviewDecision, today: date, *, is_unbooked: bool
) -> None:
    """Raises as the decision would, but for a reason that is still to be written."""
    is_moved = wanted.verdict == "approve" and item.state in GRANTED
    if is_moved:
        require_movable(item)
    else:
        require_open(order, item)
    require_unchanged(order, wanted.expected_revision)
    if wanted.verdict == "reject":
        return
    require_complete("approve", wanted.start_on, None)
    if wanted.start_on is not None:
        require_allowed_start(order, wanted.start_on, today)
        require_billed_start(item, wanted.start_on)
    if is_moved and is_unbooked:
        raise OfflinePaymentIsNotBookedYet


def state_after(wanted: PreviewDecision, today: date) -> FollowingState:
    if wanted.verdict == "reject":
        return "rejected"
    return "scheduled" if wanted.start_on and wanted.start_on > today else "approved"


def events_of(item: Item, state: FollowingState, foreseen: ForeseenDocuments | None) -> list[Event]:
    """In the order in which the workflow tells of them; `foreseen` is null where payments has
    nothing to credit."""
    documents = foreseen or ForeseenDocuments()
    verdict = event_of_decision(
        "reject" if state == "rejected" else "approve",
        is_correction=item.decision is not None,
        is_scheduled=state == "scheduled",
    )
    if documents.note_minor:
        return ["credit_note_issued", verdict]
    return ["supplement_issued", verdict] if documents.supplement_minor else [verdict]
