"""The record of what has been notified, in SQL."""

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from contracts.notifications import NotifiedView, Notify
from services.notifications.tables import notifications

t = notifications


async def claim_notification(connection: AsyncConnection, event: Notify) -> bool:
    """True for the first with this key; waits for another that is being written."""
    row = insert(t).values(key=event.key, event=event.event, order_id=event.order_id, view={})
    once = row.on_conflict_do_nothing(index_elements=[t.c.key]).returning(t.c.key)
    return (await connection.execute(once)).first() is not None


async def keep_outcome(connection: AsyncConnection, key: str, view: NotifiedView) -> None:
    row = update(t).where(t.c.key == key)
    await connection.execute(row.values(view=view.model_dump(mode="json")))


async def outcome_of(connection: AsyncConnection, key: str) -> NotifiedView:
    view = (await connection.execute(select(t.c.view).where(t.c.key == key))).scalar_one()
    return NotifiedView.model_validate(view)
