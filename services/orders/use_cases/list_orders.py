"""List orders, subscriptions and audits, each narrowed to what their caller may see."""

from typing import NamedTuple

from chassis.auth import partner_of_list
from chassis.pages import cursor_after, decode_cursor, decode_number
from chassis.tokens import Caller
from contracts.decisions import OrderStatus
from contracts.message import Page
from contracts.orders import AuditEntryView, OrderView, SubscriptionView
from services.orders.context import Context
from services.orders.repository.audit import list_audit
from services.orders.repository.lists import OrderFilter
from services.orders.repository.orders import list_orders
from services.orders.repository.subscriptions import list_subscriptions
from services.orders.use_cases.load_order import load_order
from services.orders.views import order_view, subscription_view


class ListQuery(NamedTuple):
    """What a list is narrowed to, and where its page begins."""

    limit: int
    cursor: str | None = None
    customer_id: str | None = None
    partner_id: int | None = None
    status: OrderStatus | None = None


async def page_of_orders(context: Context, caller: Caller, wanted: ListQuery) -> Page[OrderView]:
    async with context.database.autocommit() as connection:
        found = await list_orders(connection, _filter(caller, wanted), wanted.limit)
    return Page(
        items=[order_view(order, caller.actor) for order in found],
        next_cursor=cursor_after([order.id for order in found], wanted.limit),
    )


async def page_of_subscriptions(
    context: Context, caller: Caller, wanted: ListQuery
) -> Page[SubscriptionView]:
    async with context.database.autocommit() as connection:
        found = await list_subscriptions(connection, _filter(caller, wanted), wanted.limit)
    return Page(
        items=[subscription_view(subscription, caller.actor) for subscription in found],
        next_cursor=cursor_after([subscription.id for subscription in found], wanted.limit),
    )


async def page_of_audit(
    context: Context, caller: Caller, order_id: str, wanted: ListQuery
) -> Page[AuditEntryView]:
    before_id = decode_number(wanted.cursor)
    async with context.database.autocommit() as connection:
        await load_order(connection, caller, order_id)
        found = await list_audit(connection, order_id, before_id, wanted.limit)
    return Page(
        items=[AuditEntryView.model_validate(entry, from_attributes=True) for entry in found],
        next_cursor=cursor_after([str(entry.id) for entry in found], wanted.limit),
    )


def _filter(caller: Caller, wanted: ListQuery) -> OrderFilter:
    """Customers get their own, admins their partner's; only operators and systems all."""
    actor = caller.actor
    customer_id = actor.id if actor.kind == "customer" else wanted.customer_id
    return OrderFilter(
        partner_id=partner_of_list(caller, wanted.partner_id, customer_id),
        customer_id=customer_id,
        status=wanted.status,
        before_id=decode_cursor(wanted.cursor),
    )
