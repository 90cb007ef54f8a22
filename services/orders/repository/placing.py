"""SQL that writes a new order with its items and pending subscriptions."""

from sqlalchemy import insert
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncConnection

from services.orders.domain.order import Order
from services.orders.domain.transitions import SUBSCRIPTION_STATES
from services.orders.tables import order_items, orders, subscriptions


async def insert_order(connection: AsyncConnection, order: Order, quote_id: str) -> bool:
    """Write the order with everything in it; False, and nothing, when its quote is used."""
    row = upsert(orders).values(
        id=order.id,
        quote_id=quote_id,
        partner_id=order.partner_id,
        customer_id=order.customer_id,
        path=order.path,
        status=order.status,
        currency=order.currency,
        total_minor=order.total_minor,
        payment_method=order.payment_method,
        return_url=order.return_url,
        payment_attempt=order.payment_attempt,
        policy=order.policy.model_dump(mode="json"),
        placed_at=order.placed_at,
    )
    placed = await connection.execute(row.on_conflict_do_nothing().returning(orders.c.id))
    if placed.first() is None:
        return False
    await _insert_items(connection, order)
    return True


async def _insert_items(connection: AsyncConnection, order: Order) -> None:
    items = [
        {
            "id": item.id,
            "order_id": order.id,
            "position": position,
            "line": item.line.model_dump(mode="json"),
            "state": item.state,
        }
        for position, item in enumerate(order.items, start=1)
    ]
    await connection.execute(insert(order_items), items)
    pending = [
        {
            # An item has one subscription for ever, so the two share their number.
            "id": f"sub_{item.id.partition('_')[2]}",
            "item_id": item.id,
            "order_id": order.id,
            "partner_id": order.partner_id,
            "customer_id": order.customer_id,
            "title": item.line.title,
            "kind": item.line.kind,
            "state": SUBSCRIPTION_STATES[item.state],
        }
        for item in order.items
    ]
    await connection.execute(insert(subscriptions), pending)
