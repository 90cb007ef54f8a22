"""Read orders as their caller may see them; what it may not see is not there."""

from typing import NamedTuple

from sqlalchemy.ext.asyncio import AsyncConnection

from chassis.auth import partner_of_list, require_may_see
from chassis.pages import cursor_after, decode_cursor
from chassis.problems import not_found
from chassis.tokens import Caller
from contracts.decisions import OrderStatus
from contracts.message import Page
from contracts.orders import AuditEntryView, OrderView, SubscriptionView
from contracts.problems import CursorIsInvalid
from services.orders.context import Context
from services.orders.domain.order import Item, Order
from services.orders.repository.audit import list_audit
from services.orders.repository.orders import OrderFilter, find_order, list_orders
from services.orders.repository.subscriptions import list_subscriptions
from services.orders.views import order_view


class Wanted(NamedTuple):
    """What a list is narrowed to, and where its page begins."""

    limit: int
    cursor: str | None = None
    customer_id: str | None = None
    partner_id: int | None = None
    status: OrderStatus | None = None


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


async def read_order(context: Context, caller: Caller, order_id: str) -> Order:
    async with context.database.autocommit() as connection:
        return await load_order(connection, caller, order_id)


async def page_of_orders(context: Context, caller: Caller, wanted: Wanted) -> Page[OrderView]:
    async with context.database.autocommit() as connection:
        found = await list_orders(connection, _filter(caller, wanted), wanted.limit)
    return Page(
        items=[order_view(order, caller.actor) for order in found],
        next_cursor=cursor_after([order.id for order in found], wanted.limit),
    )


async def page_of_subscriptions(
    context: Context, caller: Caller, wanted: Wanted
) -> Page[SubscriptionView]:
    """Whether a confirmation waits is for the staff only."""
    async with context.database.autocommit() as connection:
        found = await list_subscriptions(connection, _filter(caller, wanted), wanted.limit)
    cursor = cursor_after([subscription.id for subscription in found], wanted.limit)
    if caller.actor.kind == "customer":
        found = [s.model_copy(update={"confirmation_waiting": False}) for s in found]
    return Page(items=found, next_cursor=cursor)


async def page_of_audit(
    context: Context, caller: Caller, order_id: str, wanted: Wanted
) -> Page[AuditEntryView]:
    before = decode_cursor(wanted.cursor)
    if before is not None and not (before.isascii() and before.isdigit()):
        raise CursorIsInvalid("The cursor is not one of ours; start from the first page.")
    async with context.database.autocommit() as connection:
        await load_order(connection, caller, order_id)
        before_id = int(before) if before else None
        found = await list_audit(connection, order_id, before_id, wanted.limit)
    return Page(
        items=[entry for _, entry in found],
        next_cursor=cursor_after([str(row_id) for row_id, _ in found], wanted.limit),
    )


def _filter(caller: Caller, wanted: Wanted) -> OrderFilter:
    """Customers get their own, admins their partner's; only operators and systems all."""
    actor = caller.actor
    customer_id = actor.id if actor.kind == "customer" else wanted.customer_id
    return OrderFilter(
        partner_id=partner_of_list(caller, wanted.partner_id, customer_id),
        customer_id=customer_id,
        status=wanted.status,
        before_id=decode_cursor(wanted.cursor),
    )
