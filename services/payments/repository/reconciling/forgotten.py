"""SQL that finds webhooks which were kept and then forgotten."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, exists, literal, select, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection

from services.payments.messages import EVENT_KEPT
from services.payments.tables import metadata
from services.payments.tables.collecting import webhook_inbox

outbox = metadata.tables["outbox"]


async def forgotten_events(
    connection: AsyncConnection, before: datetime, after: tuple[str, str], limit: int
) -> Sequence[Row[Any]]:
    """Webhooks that were kept before then and not worked on, though no message will do it any
    more. What an operator dismissed is not forgotten."""
    t = webhook_inbox
    message = exists().where(
        outbox.c.topic == EVENT_KEPT.name,
        outbox.c.key == t.c.gateway + "/" + t.c.event_id,
        outbox.c.delivered_at.is_(None) | outbox.c.last_error.is_not(None),
    )
    key = tuple_(t.c.gateway, t.c.event_id)
    wanted: Select[Any] = (
        select(t.c.gateway, t.c.event_id, t.c.received_at)
        .where(
            t.c.processed_at.is_(None),
            t.c.received_at < before,
            ~message,
            key > tuple_(*(literal(part) for part in after)),
        )
        .order_by(t.c.gateway, t.c.event_id)
        .limit(limit)
    )
    rows: Sequence[Row[Any]] = (await connection.execute(wanted)).all()
    return rows
