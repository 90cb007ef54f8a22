"""Messages written in the same transaction as the change they tell of, delivered afterwards.

Delivery is at least once: handlers must be idempotent by the message's key. An outage is retried
for ever; a message that its handler cannot digest is quarantined, and the queue moves on.
"""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import structlog
from sqlalchemy import Table, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from chassis.database import Database
from contracts.problems import ServiceIsUnavailable

LEASE_SECONDS = 30
INLINE_GRACE = timedelta(seconds=2)
IDLE_POLL_SECONDS = 0.5
BATCH = 20
POISON_AFTER_ATTEMPTS = 12
LONGEST_BACK_OFF_SECONDS = 30

log = structlog.get_logger()


@dataclass(frozen=True)
class OutboxMessage:
    """One message to deliver. `key` is unique within its topic."""

    id: int
    topic: str
    key: str
    payload: dict[str, Any]
    attempts: int


Handler = Callable[[OutboxMessage], Awaitable[None]]


class Outbox:
    """The outbox of one service: add in a transaction, deliver at once, relay what is left."""

    def __init__(
        self,
        database: Database,
        table: Table,
        handlers: Mapping[str, Handler],
        lease_seconds: int = LEASE_SECONDS,
    ) -> None:
        self._lease = timedelta(seconds=lease_seconds)
        self._database = database
        self._table = table
        self._handlers = handlers
        self._wake = asyncio.Event()

    async def add(
        self, connection: AsyncConnection, topic: str, key: str, payload: dict[str, Any]
    ) -> int:
        """Write a message in the caller's transaction; the same topic and key is written once.

        The relay leaves it alone for two seconds, so that the caller can `deliver` it at once.
        """
        row = insert(self._table).values(
            topic=topic, key=key, payload=payload, due_at=func.now() + INLINE_GRACE
        )
        same = row.on_conflict_do_update(
            index_elements=["topic", "key"], set_={"topic": row.excluded.topic}
        )
        written = await connection.execute(same.returning(self._table.c.id))
        return int(written.scalar_one())

    async def deliver(self, message_id: int) -> bool:
        """Try one message now, unless the relay has taken it; False leaves it to the relay. Never
        raises for a failed delivery."""
        claimed = await self._claim(only=message_id)
        return bool(claimed) and await self._hand_over(claimed[0])

    async def run(self) -> None:
        """Relay due messages until cancelled; an unreachable database only delays it."""
        while True:
            try:
                busy = await self._relay_batch()
            except ServiceIsUnavailable:
                busy = False
            except Exception as error:
                log.error("outbox_relay_failed", exc_info=error)
                busy = False
            if not busy:
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self._wake.wait(), IDLE_POLL_SECONDS)
                self._wake.clear()

    def wake(self) -> None:
        """Look for due messages now instead of at the next poll."""
        self._wake.set()

    async def _relay_batch(self) -> bool:
        claimed = await self._claim()
        await asyncio.gather(*(self._hand_over(message) for message in claimed))
        return len(claimed) == BATCH

    async def _claim(self, only: int | None = None) -> list[OutboxMessage]:
        t = self._table
        waiting = t.c.delivered_at.is_(None) & t.c.quarantined_at.is_(None)
        never_tried = (t.c.id == only) & (t.c.attempts == 0)
        which = never_tried if only is not None else (t.c.due_at <= func.now())
        due = (
            select(t.c.id)
            .where(waiting, which)
            .order_by(t.c.due_at)
            .limit(BATCH)
            .with_for_update(skip_locked=True)
        )
        claim = (
            update(t)
            .where(t.c.id.in_(due.scalar_subquery()))
            .values(attempts=t.c.attempts + 1, due_at=func.now() + self._lease)
            .returning(t.c.id, t.c.topic, t.c.key, t.c.payload, t.c.attempts)
        )
        async with self._database.autocommit() as connection:
            rows = (await connection.execute(claim)).all()
        return [OutboxMessage(*row) for row in rows]

    async def _hand_over(self, message: OutboxMessage) -> bool:
        try:
            await self._handlers[message.topic](message)
        except ServiceIsUnavailable as error:
            await self._put_back(message, error, poison=False)
        except Exception as error:
            await self._put_back(message, error, poison=message.attempts >= POISON_AFTER_ATTEMPTS)
        else:
            await self._update(message, delivered_at=func.now(), last_error=None)
            return True
        return False

    async def _put_back(self, message: OutboxMessage, error: Exception, *, poison: bool) -> None:
        seconds = min(0.5 * 2 ** min(message.attempts, 10), LONGEST_BACK_OFF_SECONDS)
        values: dict[str, Any] = {
            "due_at": func.now() + timedelta(seconds=seconds),
            "last_error": f"{type(error).__name__}: {error}"[:1_000],
        }
        if poison:
            values["quarantined_at"] = func.now()
        log.warning(
            "outbox_delivery_failed",
            topic=message.topic,
            key=message.key,
            attempts=message.attempts,
            quarantined=poison,
            error=values["last_error"],
        )
        await self._update(message, **values)

    async def _update(self, message: OutboxMessage, **values: Any) -> None:
        t = self._table
        async with self._database.autocommit() as connection:
            await connection.execute(update(t).where(t.c.id == message.id).values(**values))
