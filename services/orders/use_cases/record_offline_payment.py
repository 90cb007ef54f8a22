"""Record cash or a bank transfer for what waits for approval: that approves it from the day the
money came, by the usual decision, and the money is booked as soon as the invoices are there."""

from sqlalchemy.ext.asyncio import AsyncConnection

from billing.days import local_date
from chassis.failpoints import failpoint
from chassis.tokens import Caller
from contracts.bookkeeping import RecordPayment
from contracts.orders import OrderView
from contracts.said import said
from services.orders.context import Context
from services.orders.domain.decisions import require_allowed_start
from services.orders.domain.offline_payment import RECORDED, items_to_pay, shares
from services.orders.domain.order import Order
from services.orders.messages import OFFLINE_PAYMENT_RECEIVED, OfflinePaymentReceived
from services.orders.repository.audit import NewEntry, is_audited, write_audit
from services.orders.repository.changes import By
from services.orders.use_cases.load_order import load_order
from services.orders.use_cases.record_decisions import Ruling, record, send_decisions
from services.orders.use_cases.show_order import show_order


async def record_offline_payment(
    context: Context, caller: Caller, order_id: str, received: RecordPayment, key: str
) -> OrderView:
    """Raises `OrderTakesNoOfflinePayment`, `PaymentIsNotPlausible`, `StartDateIsRefused`. A retry
    with the same key records nothing anew."""
    by = By(caller.actor.label, context.now(), key)
    decisions: list[int] = []
    payments: list[int] = []
    async with context.database.begin() as connection:
        order = await load_order(connection, caller, order_id, lock=True)
        if not await is_audited(connection, order_id, key):
            today = local_date(by.at, order.policy.time_zone)
            message = OfflinePaymentReceived(
                order_id=order_id,
                by=caller.actor,
                received=received,
                shares=dict(shares(order, received, today)),
            )
            require_allowed_start(order, received.received_on, today)
            decisions = await _approve(context, connection, order, received, by)
            sent = await OFFLINE_PAYMENT_RECEIVED.add(context.outbox, connection, order_id, message)
            payments = [sent]
    failpoint("orders.offline_payment_recorded")
    # In this order, as the decisions bring the invoices that the payment is booked on.
    for messages in (decisions, payments):
        await context.inline.deliver(messages, context.settings.deciding_wait_seconds)
    return await show_order(context, caller, order_id)


async def _approve(
    context: Context, connection: AsyncConnection, order: Order, received: RecordPayment, by: By
) -> list[int]:
    rulings = [
        Ruling(item, "approve", start_on=received.received_on, message_id=f"{by.message_id}/{n}")
        for n, item in enumerate(items_to_pay(order))
    ]
    why = said("audit.offline_payment_recorded", **received.model_dump())
    entry = NewEntry(RECORDED, why, message_id=by.message_id)
    await write_audit(connection, order.id, by.actor, by.at, [entry])
    made = await record(connection, order, by, rulings)
    return await send_decisions(context, connection, order.id, made)
