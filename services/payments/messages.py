"""The outbox messages of payments: what others are told, and what payments has still to do."""

from chassis.topics import Topic
from contracts.message import Message
from contracts.said import Said


class PaymentSettled(Message):
    """A hint for the order's workflow."""

    order_id: str


class EventKept(Message):
    """A webhook that is stored and has to be worked on."""

    gateway: str
    event_id: str
    payment_id: str
    reference: str | None = None


class RefundOwed(Message):
    """Its workflow has to be started, or to look at it."""

    refund_id: str


class AttemptReplaced(Message):
    """An attempt that must not be paid any more: the gateway has to be told."""

    intent_id: str


class OrderFlagged(Message):
    """A person must look at the order; once per key."""

    order_id: str
    why: Said
    key: str


class InvoicePaid(Message):
    """The customer's payment of an open invoice has come, and is to be mailed a receipt for."""

    order_id: str
    invoice_id: str
    number: str
    intent_id: str
    """Once for each capture."""
    currency: str
    amount_minor: int
    excess_minor: int
    """Of it, what goes back, as less was due by then."""
    due_minor: int
    """Of the invoice, what is still to be paid."""


PAYMENT_SETTLED = Topic("payment_settled", PaymentSettled)
EVENT_KEPT = Topic("event_kept", EventKept)
REFUND_OWED = Topic("refund_owed", RefundOwed)
ATTEMPT_REPLACED = Topic("attempt_replaced", AttemptReplaced)
ORDER_FLAGGED = Topic("order_flagged", OrderFlagged)
INVOICE_PAID = Topic("invoice_paid", InvoicePaid)
