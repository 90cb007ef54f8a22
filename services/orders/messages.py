"""The outbox messages of orders: what an order's workflow is told, what is still to book, and whose
customers cannot order."""

from chassis.topics import Topic
from contracts.actors import Actor
from contracts.bookkeeping import RecordPayment
from contracts.message import Message
from contracts.recording import RecordedDecision
from contracts.settings import ClosedPartners
from contracts.workflow import OrderToOpen


class DecisionRecorded(Message):
    order_id: str
    decision: RecordedDecision


class PaymentTriedAgain(Message):
    order_id: str
    attempt: int
    payment_seconds: int | None = None
    """Until the unpaid order expires, where this attempt needs longer than usual. Kept here as a
    record, which the workflow reads from the snapshot."""


class SwitchedToRequest(Message):
    order_id: str


class AttentionChanged(Message):
    order_id: str


class OfflinePaymentReceived(Message):
    """Once an order: after it nothing waits for approval any more."""

    order_id: str
    by: Actor
    received: RecordPayment
    shares: dict[str, int]
    """By item id, in minor units."""


CLOSED_PARTNERS = Topic("closed_partners", ClosedPartners)
ORDER_PLACED = Topic("order_placed", OrderToOpen)
DECISION_RECORDED = Topic("decision_recorded", DecisionRecorded)
PAYMENT_TRIED_AGAIN = Topic("payment_tried_again", PaymentTriedAgain)
SWITCHED_TO_REQUEST = Topic("switched_to_request", SwitchedToRequest)
ATTENTION_CHANGED = Topic("attention_changed", AttentionChanged)
OFFLINE_PAYMENT_RECEIVED = Topic("offline_payment_received", OfflinePaymentReceived)


def attempt_key(order_id: str, attempt: int) -> str:
    """Each attempt is told of once."""
    return f"{order_id}/{attempt}"
