"""SQL that lists orders which are not finished or flagged."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from chassis.page_sizes import Found
from contracts.decisions import UNFINISHED
from services.orders.domain.order import Order
from services.orders.repository.orders import read_page
from services.orders.tables import orders


async def list_unfinished(connection: AsyncConnection, after_id: str, limit: int) -> Found[Order]:
    """Oldest first, after this id."""
    wanted = select(orders).where(orders.c.status.in_(UNFINISHED), orders.c.id > after_id)
    return await read_page(connection, wanted.order_by(orders.c.id).limit(limit))
