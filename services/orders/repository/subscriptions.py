"""SQL that lists subscriptions, with the confirmation as a fact of its own beside the state."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from contracts.orders import SubscriptionView
from services.orders.repository.orders import OrderFilter
from services.orders.tables import order_items, subscriptions

WAITING = (order_items.c.state == "awaiting_confirmation").label("confirmation_waiting")


async def list_subscriptions(
    connection: AsyncConnection, wanted: OrderFilter, limit: int
) -> list[SubscriptionView]:
    """Newest first, after the cursor."""
    t = subscriptions
    joined = t.join(order_items, order_items.c.id == t.c.item_id)
    statement = select(t, WAITING).select_from(joined).order_by(t.c.id.desc()).limit(limit)
    if wanted.partner_id is not None:
        statement = statement.where(t.c.partner_id == wanted.partner_id)
    if wanted.customer_id is not None:
        statement = statement.where(t.c.customer_id == wanted.customer_id)
    if wanted.before_id is not None:
        statement = statement.where(t.c.id < wanted.before_id)
    rows = await connection.execute(statement)
    return [SubscriptionView.model_validate(dict(row)) for row in rows.mappings()]
