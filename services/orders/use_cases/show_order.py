"""Show one order: to people, and to its workflow's steps with what they work from."""

from chassis.problems import not_found
from chassis.tokens import Caller
from contracts.decisions import DecisionView
from contracts.orders import OrderView
from contracts.recording import OrderProgress, OrderSnapshot
from services.orders.context import Context
from services.orders.repository.customers import find_customer
from services.orders.repository.orders import payment_wishes
from services.orders.repository.sent_messages import attempt_seconds_sent
from services.orders.use_cases.load_order import load_decision, load_order, read_order
from services.orders.views import customer_view, decision_view, order_view, progress


async def show_order(context: Context, caller: Caller, order_id: str) -> OrderView:
    return order_view(await read_order(context, caller, order_id), caller.actor)


async def show_progress(context: Context, caller: Caller, order_id: str) -> OrderProgress:
    return progress(await read_order(context, caller, order_id))


async def show_snapshot(context: Context, caller: Caller, order_id: str) -> OrderSnapshot:
    async with context.database.autocommit() as connection:
        order = await load_order(connection, caller, order_id)
        customer = await find_customer(connection, order.partner_id, order.customer_id)
        wishes = await payment_wishes(connection, order_id)
        seconds = None
        if order.payment_attempt > 1:
            seconds = await attempt_seconds_sent(connection, order_id, order.payment_attempt)
    if customer is None:
        raise not_found("customer profile")
    return OrderSnapshot(
        order=order_view(order, caller.actor),
        customer=customer_view(customer),
        payment_method=wishes.method,
        return_url=wishes.return_url,
        payment_seconds=seconds,
    )


async def show_decision(
    context: Context, caller: Caller, order_id: str, decision_id: str
) -> DecisionView:
    """The decision as recorded, also when another is in force by now: what came of it is told all
    the same. Raises `DecisionIsNotRecorded`."""
    async with context.database.autocommit() as connection:
        await load_order(connection, caller, order_id)
        decision = await load_decision(connection, order_id, decision_id)
    return decision_view(decision, caller.actor)
