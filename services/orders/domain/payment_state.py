"""The state of an order's payment. An unknown payment is pending, never failed."""

from dataclasses import dataclass
from typing import Literal

from contracts.decisions import GRANTED, OPEN_FOR_DECISION
from contracts.payments import PaymentIntentView
from contracts.transfers import Transfer
from services.orders.domain.order import Order

Outcome = Literal[
    "pay_now",
    "pay_as_instructed",
    "payment_page_follows",
    "payment_pending",
    "checking",
    "paid",
    "payment_failed",
    "sent_for_approval",
    "approved",
    "closed",
]


@dataclass(frozen=True)
class PaymentState:
    outcome: Outcome
    page_url: str | None = None
    instructions: str | None = None
    transfer: Transfer | None = None
    needs_page: bool = False
    """Whether payments can tell more."""


def payment_state_of(order: Order, intent: PaymentIntentView | None = None) -> PaymentState:
    """By the order's own items, and by the intent of its newest attempt."""
    undecided = {item.state for item in order.items if item.decision is None}
    if order.awaits_payment:
        return _awaiting(intent)
    if "payment_failed" in undecided:
        return PaymentState("payment_failed")
    present = set(order.states)
    if order.path == "request":
        if present & OPEN_FOR_DECISION:
            return PaymentState("sent_for_approval")
        return PaymentState("approved" if present & GRANTED else "closed")
    runs = present & {"awaiting_confirmation", "approved", "scheduled"}
    return PaymentState("paid" if order.paid_on is not None and runs else "closed")


def payment_state_after_look(order: Order, intent: PaymentIntentView | None) -> PaymentState:
    """What a customer reads who is back from the payment page. Only what the gateway has just said
    is not paid can be paid now; what is settled there is on its way into the order."""
    if not order.awaits_payment or (intent is not None and intent.state in ("open", "processing")):
        return payment_state_of(order, intent)
    return PaymentState("checking")


def _awaiting(intent: PaymentIntentView | None) -> PaymentState:
    if intent is None or intent.state == "created":
        return PaymentState("payment_page_follows", needs_page=True)
    if intent.state == "open" and intent.page_url is not None:
        return PaymentState("pay_now", intent.page_url)
    if intent.state == "open" and intent.instructions is not None:
        told = intent.instructions.text
        return PaymentState("pay_as_instructed", instructions=told, transfer=intent.transfer)
    return PaymentState("payment_pending")
