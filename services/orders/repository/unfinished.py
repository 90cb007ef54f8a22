"""SQL that lists orders which are not finished or flagged."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from contracts.decisions import OrderStatus
from services.orders.domain.order import Order
from services.orders.repository.orders import read_orders
from services.orders.tables import orders

OPEN: tuple[OrderStatus, ...] = (
    "waiting_for_payment",
    "waiting_for_approval",
    "partly_approved",
    "needs_attention",
)


async def list_unfinished(connection: AsyncConnection, after_id: str, limit: int) -> list[Order]:
    """Oldest first, after this id."""
    wanted = select(orders).where(orders.c.status.in_(OPEN), orders.c.id > after_id)
    return await read_orders(connection, wanted.order_by(orders.c.id).limit(limit))
