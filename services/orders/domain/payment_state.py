"""The state of an order's payment, in the customer's words. An unknown payment is pending, never
failed."""

from dataclasses import dataclass
from typing import Literal

from contracts.decisions import GRANTED, OPEN_FOR_DECISION
from contracts.payments import PaymentIntentView
from services.orders.domain.order import Order

Outcome = Literal[
    "pay_now",
    "pay_as_instructed",
    "payment_page_follows",
    "payment_pending",
    "paid",
    "payment_failed",
    "sent_for_approval",
    "closed",
]


@dataclass(frozen=True)
class PaymentState:
    outcome: Outcome
    message: str
    page_url: str | None = None
    instructions: str | None = None
    needs_page: bool = False
    """Whether payments can tell more."""


PAGE_FOLLOWS = PaymentState(
    "payment_page_follows",
    "Your order was received. The payment page is being prepared and will follow in a moment.",
    needs_page=True,
)
PENDING = PaymentState(
    "payment_pending",
    "Pending: your payment is being processed. This page changes by itself once it is settled.",
)
AS_INSTRUCTED = (
    "Your order was received. Pay as described; your services are activated once the money is here."
)
FAILED = PaymentState(
    "payment_failed",
    "Failed: the payment was not successful. If money was taken, it goes back to you by itself; try"
    " again or send the order as a request.",
)
PAID = PaymentState("paid", "Successful: your payment has arrived and your services are active.")
SENT = PaymentState("sent_for_approval", "Your request was sent for approval.")
CLOSED = PaymentState("closed", "This order is closed; no payment is expected.")


def payment_state_of(order: Order, intent: PaymentIntentView | None = None) -> PaymentState:
    """By the order's own items, and by the intent of its newest attempt."""
    undecided = {item.state for item in order.items if item.decision is None}
    if "awaiting_payment" in undecided:
        return _awaiting(intent)
    if "payment_failed" in undecided:
        return FAILED
    present = set(order.states)
    if order.path == "request":
        return SENT if present & (OPEN_FOR_DECISION | GRANTED) else CLOSED
    runs = present & {"awaiting_confirmation", "approved", "scheduled"}
    return PAID if order.paid_on is not None and runs else CLOSED


def sent_instead(why: str) -> str:
    """To the customer who wanted to pay upfront and cannot."""
    return f"{why}, so your order was sent for approval as a request. You pay once it is approved."


def _awaiting(intent: PaymentIntentView | None) -> PaymentState:
    if intent is None or intent.state == "created":
        return PAGE_FOLLOWS
    if intent.state == "open" and intent.page_url is not None:
        message = "Your order was received. Pay now to activate your services."
        return PaymentState("pay_now", message, intent.page_url)
    if intent.state == "open" and intent.instructions is not None:
        return PaymentState("pay_as_instructed", AS_INSTRUCTED, instructions=intent.instructions)
    return PENDING
