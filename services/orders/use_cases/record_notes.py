"""Record what the workflow wants kept of an order: the messages that it refused; and hand it the
snapshot that its activities work from."""

from chassis.problems import not_found
from chassis.tokens import Caller
from contracts.recording import OrderProgress, OrderSnapshot, RecordRefusal
from services.orders.context import Context
from services.orders.repository.audit import Entry, write_audit
from services.orders.repository.customers import find_customer
from services.orders.repository.orders import payment_wishes
from services.orders.repository.sent_messages import attempt_seconds_sent
from services.orders.use_cases.reading import load_order
from services.orders.views import order_view, progress


async def record_refusal(
    context: Context, caller: Caller, order_id: str, command: RecordRefusal
) -> OrderProgress:
    """Once per `message_id`."""
    entry = Entry(
        action=f"refused_{command.message}",
        reason=f"{command.reason} Message: {command.content}",
        message_id=f"{order_id}/refusal/{command.message_id}",
    )
    async with context.database.begin() as connection:
        order = await load_order(connection, caller, order_id)
        await write_audit(connection, order.id, caller.actor.label, context.now(), [entry])
    return progress(order)


async def read_snapshot(context: Context, caller: Caller, order_id: str) -> OrderSnapshot:
    async with context.database.autocommit() as connection:
        order = await load_order(connection, caller, order_id)
        customer = await find_customer(connection, order.partner_id, order.customer_id)
        method, return_url = await payment_wishes(connection, order_id)
        seconds = None
        if order.payment_attempt > 1:
            seconds = await attempt_seconds_sent(connection, order_id, order.payment_attempt)
    if customer is None:
        raise not_found("customer profile")
    return OrderSnapshot(
        order=order_view(order, caller.actor),
        customer=customer,
        payment_method=method,
        return_url=return_url,
        payment_seconds=seconds,
    )
