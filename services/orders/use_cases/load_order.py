"""Load an order as its caller may see it; what the caller may not see is not there."""

from sqlalchemy.ext.asyncio import AsyncConnection

from chassis.auth import require_may_see
from chassis.problems import not_found
from chassis.tokens import Caller
from contracts.decisions import DecisionIsNotRecorded
from services.orders.context import Context
from services.orders.domain.order import Decision, Item, Order
from services.orders.repository.decisions import find_decision
from services.orders.repository.orders import find_order


async def load_order(
    connection: AsyncConnection, caller: Caller, order_id: str, *, lock: bool = False
) -> Order:
    """Raises `ObjectIsNotFound`, also for a foreign order."""
    order = await find_order(connection, order_id, lock=lock)
    if order is None:
        raise not_found("order")
    require_may_see(caller, "order", order.partner_id, order.customer_id)
    return order


def item_of(order: Order, item_id: str) -> Item:
    item = order.item(item_id)
    if item is None:
        raise not_found("item in this order")
    return item


async def load_decision(connection: AsyncConnection, order: Order, decision_id: str) -> Decision:
    """Also one that was superseded. Raises `DecisionIsNotRecorded`."""
    in_force = (item.decision for item in order.items)
    decision = next((one for one in in_force if one and one.id == decision_id), None)
    decision = decision or await find_decision(connection, order.id, decision_id)
    if decision is None:
        raise DecisionIsNotRecorded("unknown", decision_id=decision_id)
    return decision


async def read_order(context: Context, caller: Caller, order_id: str) -> Order:
    async with context.database.autocommit() as connection:
        return await load_order(connection, caller, order_id)
