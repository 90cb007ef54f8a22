"""SQL that bounds how often customers have a gateway asked about their payment."""

from datetime import datetime, timedelta

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from services.orders.tables import payment_looks


async def may_look(
    connection: AsyncConnection, order_id: str, now: datetime, pause: timedelta
) -> bool:
    """Once a pause, however many ask at once."""
    t = payment_looks
    look = insert(t).values(order_id=order_id, looked_at=now)
    again = look.on_conflict_do_update(
        index_elements=["order_id"],
        set_={"looked_at": now},
        where=t.c.looked_at <= now - pause,
    )
    return (await connection.execute(again.returning(t.c.order_id))).first() is not None
