"""SQL that lists orders which are not finished or flagged, and what their workflows began with."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from contracts.decisions import OrderStatus
from services.orders.domain.order import Order
from services.orders.messages import ORDER_PLACED
from services.orders.repository.orders import read_orders
from services.orders.tables import METADATA, orders

OPEN: tuple[OrderStatus, ...] = (
    "waiting_for_payment",
    "waiting_for_approval",
    "partly_approved",
    "needs_attention",
)
outbox = METADATA.tables["outbox"]


async def list_unfinished(connection: AsyncConnection, after_id: str, limit: int) -> list[Order]:
    """Oldest first, after this id."""
    wanted = select(orders).where(orders.c.status.in_(OPEN), orders.c.id > after_id)
    return await read_orders(connection, wanted.order_by(orders.c.id).limit(limit))


async def payment_seconds_told(connection: AsyncConnection, order_id: str) -> int | None:
    """How long the order may stay unpaid, as its workflow was told; None when that is forgotten."""
    payload = outbox.c.payload
    seconds = payload["terms"]["payment_seconds"].as_integer()
    told = select(seconds).where(outbox.c.topic == ORDER_PLACED, outbox.c.key == order_id)
    found: int | None = (await connection.execute(told)).scalar_one_or_none()
    return found
