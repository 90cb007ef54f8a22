"""Refunds as the messages that leave the service."""

from collections.abc import Callable

from contracts.actors import Actor
from contracts.refunds import RefundView
from services.payments.domain.refunding.refunds import Refund


def refund_view_for(viewer: Actor) -> Callable[[Refund], RefundView]:
    """As this viewer reads refunds: a customer not what the gateway and staff said, nor how often
    it was tried."""
    if viewer.kind != "customer":
        return refund_view
    unseen = {"failure": None, "tries": 0, "ended_by": None, "end_reason": None}
    return lambda refund: refund_view(refund).model_copy(update=unseen)


def refund_view(refund: Refund) -> RefundView:
    return RefundView.model_validate(refund, from_attributes=True)
