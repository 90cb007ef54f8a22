"""SQL of the webhook inbox: every event of a gateway once.

What is kept finds the event again at the gateway, by its id. The body is not kept: it is only a
hint, and may hold what we must not have.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from chassis.housekeeping import Sweep
from chassis.outbox import Outbox
from services.payments.domain.collecting.intents import GatewayEvent
from services.payments.messages import EVENT_KEPT, EventKept
from services.payments.tables.collecting import webhook_inbox


@dataclass(frozen=True)
class KeptEvent:
    """An event as it came: what its message says of it."""

    event: EventKept
    received_at: datetime


KEEP_EVENT = (
    insert(webhook_inbox)
    .values(
        gateway=bindparam("of_gateway"),
        event_id=bindparam("event_id"),
        event=bindparam("event"),
        received_at=bindparam("received_at"),
    )
    .on_conflict_do_nothing()
    .returning(webhook_inbox.c.event_id)
    .cte("kept")
)
_MINE = (webhook_inbox.c.gateway == bindparam("of_gateway")) & (
    webhook_inbox.c.event_id == bindparam("of_event")
)
KEPT_EVENT = select(webhook_inbox.c.event, webhook_inbox.c.received_at).where(_MINE)
MARK_PROCESSED = update(webhook_inbox).where(_MINE).values(processed_at=func.now())


async def keep_event(
    connection: AsyncConnection,
    outbox: Outbox,
    gateway: str,
    event: GatewayEvent,
    received_at: datetime,
) -> int | None:
    """The id of the message that has it processed, committed with it; None when it came before."""
    about = {"payment_id": event.payment_id, "reference": event.reference}
    values = {
        "of_gateway": gateway,
        "event_id": event.id,
        "event": about,
        "received_at": received_at,
    }
    kept = EventKept(gateway=gateway, event_id=event.id, **about)
    key = f"{gateway}/{event.id}"
    return await EVENT_KEPT.add_with(outbox, connection, KEEP_EVENT, values, key, kept)


async def kept_event(connection: AsyncConnection, gateway: str, event_id: str) -> KeptEvent | None:
    mine = {"of_gateway": gateway, "of_event": event_id}
    row = (await connection.execute(KEPT_EVENT, mine)).one_or_none()
    if row is None:
        return None
    return KeptEvent(EventKept(gateway=gateway, event_id=event_id, **row.event), row.received_at)


async def mark_processed(connection: AsyncConnection, gateway: str, event_id: str) -> None:
    await connection.execute(MARK_PROCESSED, {"of_gateway": gateway, "of_event": event_id})


def inbox_sweep() -> Sweep:
    t = webhook_inbox
    return Sweep(t, t.c.received_at, t.c.processed_at.is_not(None))
