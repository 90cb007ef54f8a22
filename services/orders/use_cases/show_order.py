"""Show one order: to people, and to its workflow's steps with what they work from."""

from sqlalchemy.ext.asyncio import AsyncConnection

from chassis.problems import not_found
from chassis.tokens import Caller
from contracts.orders import OrderView
from contracts.recording import OrderSnapshot
from services.orders.context import Context
from services.orders.domain.order import Decision, Order
from services.orders.repository.customers import find_customer
from services.orders.repository.sent_messages import attempt_seconds_sent
from services.orders.use_cases.load_order import load_decision, load_order, read_order
from services.orders.views import customer_view, decision_view, order_view, progress


async def show_order(context: Context, caller: Caller, order_id: str) -> OrderView:
    return order_view(await read_order(context, caller, order_id), caller.actor)


async def show_snapshot(
    context: Context, caller: Caller, order_id: str, decision_id: str | None
) -> OrderSnapshot:
    """With a decision if one is asked for; raises `DecisionIsNotRecorded`."""
    async with context.database.autocommit() as connection:
        order = await load_order(connection, caller, order_id)
        decision = await load_decision(connection, order, decision_id) if decision_id else None
        return await snapshot_of(connection, caller, order, decision)


async def snapshot_of(
    connection: AsyncConnection, caller: Caller, order: Order, decision: Decision | None = None
) -> OrderSnapshot:
    """What the steps of its workflow are told of an order that was just read or changed."""
    customer = await find_customer(connection, order.partner_id, order.customer_id)
    if customer is None:
        raise not_found("customer profile")
    seconds = None
    if order.payment_attempt > 1:
        seconds = await attempt_seconds_sent(connection, order.id, order.payment_attempt)
    return OrderSnapshot(
        progress=progress(order),
        order=order_view(order, caller.actor),
        customer=customer_view(customer),
        decision=decision_view(decision, caller.actor) if decision else None,
        payment_method=order.payment_method,
        return_url=order.return_url,
        payment_seconds=seconds,
    )
