"""Who handles each outbox message of payments."""

from collections.abc import Mapping

from chassis.outbox import Handler
from services.payments.context import Context
from services.payments.messages import (
    ATTEMPT_REPLACED,
    EVENT_KEPT,
    INVOICE_PAID,
    ORDER_FLAGGED,
    PAYMENT_SETTLED,
    REFUND_OWED,
)
from services.payments.receivers import OrderFlags, Receipts
from services.payments.use_cases.collecting.reach_gateway import cancel_attempt
from services.payments.use_cases.collecting.receive_webhook import process_event
from services.payments.use_cases.refunding.wake_refund import wake_refund


def handlers_of(context: Context, orders: OrderFlags, receipts: Receipts) -> Mapping[str, Handler]:
    """One handler a topic."""
    workflows = context.workflows
    return dict(
        [
            PAYMENT_SETTLED.handled_by(lambda settled: workflows.payment_settled(settled.order_id)),
            ORDER_FLAGGED.handled_by(
                lambda flag: orders.needs_attention(flag.order_id, flag.why, flag.key)
            ),
            INVOICE_PAID.handled_by(receipts.mail),
            EVENT_KEPT.handled_by(lambda kept: process_event(context, kept)),
            REFUND_OWED.handled_by(lambda owed: wake_refund(context, owed.refund_id)),
            ATTEMPT_REPLACED.handled_by(lambda old: cancel_attempt(context, old.intent_id)),
        ]
    )
