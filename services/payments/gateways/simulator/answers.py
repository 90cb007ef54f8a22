"""What the simulator's answers mean in the words of the gateway port."""

from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from contracts.payments import GatewayIsUnavailable, PaymentIsNotThere
from contracts.said import Said
from services.payments.domain.collecting.intents import (
    DeclineReason,
    GatewayPayment,
    GatewayPaymentState,
    declined_as,
    gateway_says,
)
from services.payments.gateways.http import GatewayRefuses
from services.payments.gateways.port import GatewayRefund
from services.payments.gateways.simulator.wire import NOT_FOUND, Charge, Checkout, Refund

Shape = TypeVar("Shape", bound=BaseModel)
FURTHEST_FIRST: tuple[GatewayPaymentState, ...] = (
    "captured",
    "processing",
    "open",
    "failed",
    "cancelled",
)
REASONS: dict[str, DeclineReason] = {
    "card_declined": "card_declined",
    "expired_card": "card_expired",
    "insufficient_funds": "insufficient_funds",
}
DONE_FIRST = ("succeeded", "pending", "failed")


def read_answer(shape: type[Shape], answer: dict[str, Any]) -> Shape:
    try:
        return shape.model_validate(answer)
    except ValidationError as error:
        raise GatewayIsUnavailable("strange_answer", error=f"no {shape.__name__}") from error


def payment_in(answer: dict[str, Any]) -> GatewayPayment:
    return payment_of(read_answer(Checkout, answer))


def payment_of(view: Checkout) -> GatewayPayment:
    return GatewayPayment(
        payment_id=view.id,
        reference=view.reference,
        state=view.state,
        page_url=view.page_url,
        amount_minor=view.captured_minor,
        currency=view.captured_currency,
        captured_at=view.captured_at,
        failure=_failure(view),
    )


def _failure(view: Checkout) -> Said | None:
    reason = REASONS.get(view.failure_code or "")
    return declined_as(reason) if reason else gateway_says(view.failure)


def payment_of_charge(charge: Charge) -> GatewayPayment:
    return GatewayPayment(
        payment_id=charge.checkout_id,
        reference=charge.reference,
        state="captured",
        amount_minor=charge.amount_minor,
        currency=charge.currency,
        captured_at=charge.captured_at,
    )


def refund_in(answer: dict[str, Any]) -> GatewayRefund:
    return refund_of(read_answer(Refund, answer))


def refund_of(made: Refund) -> GatewayRefund:
    return GatewayRefund(
        id=made.id,
        state=made.state,
        failure=gateway_says(made.failure),
        payment_id=made.checkout_id,
        amount_minor=made.amount_minor,
        currency=made.currency,
        key=made.reference,
    )


def not_there(refusal: GatewayRefuses) -> Exception:
    """For a refusal in somebody else's words, a proxy's perhaps, nothing is known to be decided."""
    if refusal.type == NOT_FOUND:
        return PaymentIsNotThere(detail=refusal.detail)
    return GatewayIsUnavailable("refuses", gateway_words=refusal.detail)
