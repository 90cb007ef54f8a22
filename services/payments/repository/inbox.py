"""SQL of the webhook inbox: every event of a gateway once."""

from sqlalchemy import func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from services.payments.gateways.port import GatewayEvent
from services.payments.tables import webhook_inbox


async def keep_event(connection: AsyncConnection, gateway: str, event: GatewayEvent) -> bool:
    """False when it came before."""
    row = insert(webhook_inbox).values(
        gateway=gateway,
        event_id=event.id,
        event={"payment_id": event.payment_id, "reference": event.reference},
    )
    once = row.on_conflict_do_nothing().returning(webhook_inbox.c.event_id)
    return (await connection.execute(once)).first() is not None


async def kept_event(
    connection: AsyncConnection, gateway: str, event_id: str
) -> GatewayEvent | None:
    """The event, or None once it was processed."""
    t = webhook_inbox
    mine = (t.c.gateway == gateway) & (t.c.event_id == event_id) & t.c.processed_at.is_(None)
    event = (await connection.execute(select(t.c.event).where(mine))).scalar_one_or_none()
    return GatewayEvent(event_id, event["payment_id"], event["reference"]) if event else None


async def mark_processed(connection: AsyncConnection, gateway: str, event_id: str) -> None:
    t = webhook_inbox
    mine = (t.c.gateway == gateway) & (t.c.event_id == event_id)
    await connection.execute(update(t).where(mine).values(processed_at=func.now()))
