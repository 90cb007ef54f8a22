"""What Stripe's objects mean: a Checkout Session with its Payment Intent as a payment,
and a Refund. No I/O, no clock."""

from datetime import UTC, datetime
from typing import Literal

import stripe
from stripe.checkout import Session

from contracts.said import Said, said
from services.payments.domain.collecting.intents import (
    DeclineReason,
    GatewayPayment,
    GatewayPaymentState,
    declined_as,
    gateway_says,
)
from services.payments.gateways.port import GatewayRefund
from services.payments.gateways.stripe.amounts import from_stripe
from services.payments.gateways.stripe.events import REFERENCE

EXPAND = "payment_intent.latest_charge"
LAPSE_SLACK_SECONDS = 120
"""How far the two clocks may differ."""

LAPSED = said("gateway.page_lapsed")
DECLINED = said("gateway.declined")
REASONS: dict[str, DeclineReason] = {
    "authentication_required": "not_authenticated",
    "card_declined": "card_declined",
    "expired_card": "card_expired",
    "incorrect_cvc": "wrong_code",
    "insufficient_funds": "insufficient_funds",
    "payment_intent_authentication_failure": "not_authenticated",
}
"""By Stripe's decline code or error code. What is not here as a decline code is told as declined
alone: that a card is stolen is not told to whoever pays with it."""
_ON_THE_WAY = ("processing", "requires_action", "requires_capture", "requires_confirmation")
REFUND_KEY = "turnup_refund_key"
_REFUNDS: dict[str, Literal["pending", "succeeded", "failed"]] = {
    "pending": "pending",
    "requires_action": "pending",
    "succeeded": "succeeded",
    "failed": "failed",
    "canceled": "failed",
}


def payment_of(session: Session, now_seconds: float) -> GatewayPayment:
    """Of a session whose `payment_intent.latest_charge` is expanded."""
    intent = session.payment_intent
    if isinstance(intent, str):
        raise TypeError("the payment intent is not expanded")
    state = _state(session, intent, now_seconds)
    payment = GatewayPayment(
        payment_id=session.id,
        state=state,
        reference=session.client_reference_id,
        page_url=session.url if state == "open" else None,
        failure=_failure(session, intent) if state == "failed" else None,
    )
    if state != "captured" or intent is None:
        return payment
    charge = intent.latest_charge
    return GatewayPayment(
        payment_id=payment.payment_id,
        state="captured",
        reference=payment.reference,
        amount_minor=from_stripe(intent.amount_received, intent.currency),
        currency=intent.currency.upper(),
        captured_at=_time(charge.created) if isinstance(charge, stripe.Charge) else None,
    )


def _state(
    session: Session, intent: stripe.PaymentIntent | None, now_seconds: float
) -> GatewayPaymentState:
    if intent is not None and intent.status == "succeeded":
        return "captured"
    if session.status == "open":
        return "processing" if intent is not None and intent.status == "processing" else "open"
    if session.status == "expired":
        # Stripe does not say whether the page ran out of time, after which the customer may try
        # again, or was withdrawn; but it runs out at the announced time only.
        lapsed = now_seconds >= session.expires_at - LAPSE_SLACK_SECONDS
        return "failed" if lapsed else "cancelled"
    if session.status != "complete" or intent is None:
        raise ValueError(f"a session that is {session.status} has no payment")
    # A bank debit or transfer goes on after the page is done, and may bounce days later.
    return "processing" if intent.status in _ON_THE_WAY else "failed"


def _failure(session: Session, intent: stripe.PaymentIntent | None) -> Said:
    if session.status == "expired":
        return LAPSED
    error = intent.last_payment_error if intent is not None else None
    if error is None:
        return DECLINED
    # Of a card error the bank's reason is the nearer one, where Stripe knows it.
    codes = (getattr(error, name, None) for name in ("decline_code", "code"))
    reason = next((REASONS[code] for code in codes if code in REASONS), None)
    return declined_as(reason) if reason else gateway_says(error.message) or DECLINED


def refund_of(refund: stripe.Refund, payment_id: str | None = None) -> GatewayRefund:
    """Amount and currency are set together with `payment_id`."""
    state = _REFUNDS[refund.status or "pending"]
    failure = None
    if state == "failed":
        reason = (getattr(refund, "failure_reason", None) or refund.status or "").replace("_", " ")
        failure = said("refund.not_possible", gateway_words=reason)
    return GatewayRefund(
        id=refund.id,
        state=state,
        failure=failure,
        payment_id=payment_id,
        amount_minor=from_stripe(refund.amount, refund.currency) if payment_id else None,
        currency=refund.currency.upper() if payment_id else None,
        key=note_of(refund.metadata, REFUND_KEY),
    )


def reference_of(intent: object) -> str | None:
    """Our reference in the metadata of an expanded payment intent; null for what is not ours."""
    if not isinstance(intent, stripe.PaymentIntent):
        return None
    return note_of(intent.metadata, REFERENCE)


def note_of(metadata: object, key: str) -> str | None:
    """What an object's metadata hold under a key."""
    value = getattr(metadata, key, None)
    return value if isinstance(value, str) and value else None


def intent_id_of(intent: str | stripe.PaymentIntent | None) -> str | None:
    return intent.id if isinstance(intent, stripe.PaymentIntent) else intent


def _time(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
