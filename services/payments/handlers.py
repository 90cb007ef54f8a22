"""Who handles each outbox message of payments."""

from collections.abc import Mapping

from chassis.outbox import Handler
from services.payments.context import Context
from services.payments.messages import (
    ATTEMPT_REPLACED,
    EVENT_KEPT,
    ORDER_FLAGGED,
    PAYMENT_SETTLED,
    REFUND_OWED,
    AttemptReplaced,
    EventKept,
    OrderFlagged,
    PaymentSettled,
    RefundOwed,
)
from services.payments.receivers import OrderFlags, WorkflowSignals
from services.payments.use_cases.collecting.reach_gateway import cancel_attempt
from services.payments.use_cases.collecting.receive_webhook import process_event
from services.payments.use_cases.refunding.make_refund import make_refund


def handlers_of(
    context: Context, workflows: WorkflowSignals, orders: OrderFlags
) -> Mapping[str, Handler]:
    """One handler a topic."""

    async def tell_workflow(settled: PaymentSettled) -> None:
        await workflows.payment_settled(settled.order_id)

    async def flag_order(flag: OrderFlagged) -> None:
        await orders.needs_attention(flag.order_id, flag.reason, flag.key)

    async def work_on_event(kept: EventKept) -> None:
        await process_event(context, kept)

    async def give_back(owed: RefundOwed) -> None:
        await make_refund(context, owed.refund_id)

    async def cancel(replaced: AttemptReplaced) -> None:
        await cancel_attempt(context, replaced.intent_id)

    return dict(
        [
            PAYMENT_SETTLED.handled_by(tell_workflow),
            ORDER_FLAGGED.handled_by(flag_order),
            EVENT_KEPT.handled_by(work_on_event),
            REFUND_OWED.handled_by(give_back),
            ATTEMPT_REPLACED.handled_by(cancel),
        ]
    )
