"""What is left to do of an order that lost its workflow, and how far it had come."""

from datetime import datetime

from contracts.decisions import DONE
from contracts.workflow import DecisionMessage, TakenUp
from services.orders.domain.order import Decision, Order


def is_unfinished(order: Order) -> bool:
    """Whether a workflow has to care for it: something is undecided, not paid, not started, or not
    carried out."""
    return not DONE.issuperset(order.states) or bool(_not_carried_out(order))


def taken_up(order: Order, ends_at: datetime | None) -> TakenUp:
    """What its next workflow has to know beside the states of its items. Time limits run on, as its
    people were told when they end: at `ends_at` while nobody has paid."""
    return TakenUp(
        payment_attempt=order.payment_attempt,
        is_paid=order.paid_on is not None,
        payment_due_at=ends_at if order.awaits_payment else None,
        waiting_since=order.waiting_since,
        decisions=[
            DecisionMessage(decision_id=one.id, verdict=one.verdict, documents=one.documents)
            for one in _not_carried_out(order)
        ],
    )


def open_corrections(order: Order) -> list[Decision]:
    """Corrections that are carried out by a workflow of their own, as the order's is done."""
    return [
        item.decision
        for item in order.items
        if item.decision is not None
        and item.decision.revision > 1
        and (item.decision.applied_at is None or item.state == "scheduled")
    ]


def _not_carried_out(order: Order) -> list[Decision]:
    decisions = [item.decision for item in order.items if item.decision]
    left = [one for one in decisions if one.applied_at is None]
    return sorted(left, key=lambda one: one.decided_at)
