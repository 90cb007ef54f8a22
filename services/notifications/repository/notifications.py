"""The record of what has been notified, in SQL."""

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from contracts.notifications import Notify
from services.notifications.tables import notifications as t


async def claim_notification(connection: AsyncConnection, event: Notify) -> bool:
    """True for the first with this key; waits for another that is being written."""
    row = insert(t).values(key=event.key, event=event.event, order_id=event.order_id)
    once = row.on_conflict_do_nothing(index_elements=[t.c.key]).returning(t.c.key)
    return (await connection.execute(once)).first() is not None
