"""Compares an order with its workflow and its payment. It judges; healing is the steps' matter."""

from contracts.decisions import AWAITS_PAYMENT, DONE, GRANTED, ItemState
from contracts.reconciliation import FindingKind, SettledPayment, UnfinishedOrder
from contracts.workflow import WorkflowState


def judge(
    order: UnfinishedOrder, workflow: WorkflowState, payment: SettledPayment | None
) -> FindingKind | None:
    """What is off, if anything, about an order that is not finished or is flagged. While anything
    may happen to an item its workflow has to run; a completed one may have left a correction
    behind, for which the caller looks."""
    # An order that is done is listed when a person must look at it, as at a refund that failed: its
    # workflow may be done, too, and long forgotten by Temporal.
    states = {item.state for item in order.items}
    is_done = states <= DONE and workflow in ("completed", "missing")
    if workflow != "running" and not is_done:
        return "workflow_missing" if workflow == "missing" else "workflow_ended"
    if _shows_money(order, states) and (payment is None or payment.state != "captured"):
        return "active_without_payment"
    if payment is None or not states & AWAITS_PAYMENT:
        return None
    if payment.state == "captured":
        return "order_behind"
    is_over = payment.state in ("failed", "cancelled", "mismatch")
    is_newest = payment.attempt == order.payment_attempt
    is_unrecorded = is_over and is_newest and "awaiting_payment" in states
    return "order_behind" if is_unrecorded else None


def _shows_money(order: UnfinishedOrder, states: set[ItemState]) -> bool:
    """Whether an item is where only a capture brings it."""
    approved = order.path == "upfront" and bool(states & GRANTED)
    return approved or "awaiting_confirmation" in states


def correction_ids(order: UnfinishedOrder) -> list[str]:
    """The decisions whose effect a workflow of their own may still be waiting for."""
    corrected = [item for item in order.items if item.revision > 1 and item.decision_id]
    return [item.decision_id for item in corrected if item.decision_id]
