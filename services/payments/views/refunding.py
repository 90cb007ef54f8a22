"""Refunds as the messages that leave the service."""

from collections.abc import Callable

from contracts.actors import Actor
from contracts.refunds import GivenByHand, RefundView
from services.payments.domain.refunding.refunds import Refund


def refund_view_for(viewer: Actor) -> Callable[[Refund], RefundView]:
    """As this viewer reads refunds: a customer not what the gateway said to us, nor how often."""
    if viewer.kind != "customer":
        return refund_view
    return lambda refund: refund_view(refund).model_copy(update={"failure": None, "tries": 0})


def refund_view(refund: Refund) -> RefundView:
    return RefundView(
        id=refund.id,
        credit_note_id=refund.credit_note_id,
        order_id=refund.order_id,
        state=refund.state,
        amount_minor=refund.amount_minor,
        currency=refund.currency,
        failure=refund.failure,
        gateway=refund.gateway,
        tries=refund.tries,
        created_at=refund.created_at,
        settled_at=refund.settled_at,
        by_hand=_given_by_hand(refund),
    )


def _given_by_hand(refund: Refund) -> GivenByHand | None:
    method, reference = refund.by_hand_method, refund.by_hand_reference
    if method is None or reference is None or refund.given_back_on is None:
        return None
    return GivenByHand(method=method, reference=reference, given_back_on=refund.given_back_on)
