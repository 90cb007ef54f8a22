"""Refunds as the messages that leave the service."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import Row

from contracts.actors import Actor
from contracts.refunds import GivenByHand, RefundView


def refund_view_for(viewer: Actor) -> Callable[[Row[Any]], RefundView]:
    """As this viewer reads refunds: a customer not what the gateway said to us, nor how often."""
    if viewer.kind != "customer":
        return refund_view
    return lambda row: refund_view(row).model_copy(update={"failure": None, "tries": 0})


def refund_view(row: Row[Any]) -> RefundView:
    return RefundView(
        id=row.id,
        credit_note_id=row.credit_note_id,
        order_id=row.order_id,
        state=row.state,
        amount_minor=row.amount_minor,
        currency=row.currency,
        failure=row.failure,
        gateway=row.gateway,
        tries=row.tries,
        created_at=row.created_at,
        settled_at=row.settled_at,
        by_hand=_given_by_hand(row),
    )


def _given_by_hand(row: Row[Any]) -> GivenByHand | None:
    if row.by_hand_method is None:
        return None
    return GivenByHand(
        method=row.by_hand_method,
        reference=row.by_hand_reference,
        given_back_on=row.given_back_on,
    )
