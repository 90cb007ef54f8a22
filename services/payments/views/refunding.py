"""Refunds as the messages that leave the service."""

from contracts.actors import Actor
from contracts.refunds import RefundView
from services.payments.domain.refunding.refunds import Refund
from wording.telling import tell

UNSEEN = {"failure": None, "tries": 0, "ended_by": None, "end_reason": None}


def refund_view(refund: Refund, viewer: Actor) -> RefundView:
    """A customer reads not what the gateway and staff said, nor how often it was tried."""
    failure = refund.failure and tell(refund.failure, viewer)
    unseen = UNSEEN if viewer.kind == "customer" else {}
    made = {"by_hand": refund.by_hand, "failure": failure}
    return RefundView.model_validate({**vars(refund), **made, **unseen})
