"""Messages written in the same transaction as the change they tell of, delivered afterwards.

Delivery is at least once: handlers must be idempotent by the message's key. An outage is retried
for ever; a message that its handler cannot digest is quarantined, and the queue moves on. What is
stuck is read and released by `chassis.stuck_messages`.
"""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import structlog
from sqlalchemy import Table, UpdateBase, func, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql.expression import CTE

from chassis.database import Database
from chassis.outbox_statements import BATCH, OutboxStatements
from contracts.problems import Problem, ServiceIsUnavailable, UnexpectedAnswer
from wording.refusals import detail_of

LEASE_SECONDS = 30
IDLE_POLL_SECONDS = 0.5
MOST_AT_ONCE = 8
"""Deliveries of one process. A burst of messages must leave connections to the requests."""
POISON_AFTER_FAILURES = 12
LONGEST_BACK_OFF_SECONDS = 30
LONGEST_ERROR = 1_000
PUT_OFF = "put off: "
"""So begins what is kept of a message whose handler asked to be called later: no trouble."""

log = structlog.get_logger()


@dataclass(frozen=True)
class OutboxMessage:
    """One message to deliver. `key` is unique within its topic."""

    id: int
    topic: str
    key: str
    payload: dict[str, Any]
    attempts: int
    failures: int = 0
    """Attempts that the handler could not digest; outages and postponements do not count."""


class ComeBackLater(Exception):
    """From a handler whose time has not come: bring the message again, however often."""

    def __init__(self, after_seconds: float, why: str) -> None:
        super().__init__(why)
        self.after_seconds = after_seconds


class MessageIsHopeless(Exception):
    """From a handler that will never digest this message: quarantine it at once."""


Handler = Callable[[OutboxMessage], Awaitable[None]]


class Outbox:
    """The outbox of one service: add in a transaction, deliver at once, relay what is left."""

    def __init__(
        self,
        database: Database,
        table: Table,
        handlers: Mapping[str, Handler] | None = None,
        lease_seconds: int = LEASE_SECONDS,
    ) -> None:
        self._lease = timedelta(seconds=lease_seconds)
        self.database = database
        self.table = table
        self.statements = OutboxStatements(table)
        self._adding: dict[CTE, UpdateBase] = {}
        self._handlers = handlers or {}
        self._wake = asyncio.Event()
        self._is_stopping = False
        self._hands = asyncio.Semaphore(MOST_AT_ONCE)

    def handle(self, handlers: Mapping[str, Handler]) -> None:
        """With these, by topic; they may need what holds this outbox."""
        self._handlers = handlers

    async def add(
        self, connection: AsyncConnection, topic: str, key: str, payload: dict[str, Any]
    ) -> int:
        """Write a message in the caller's transaction; the same topic and key is written once.

        The relay leaves it alone for two seconds, so that the caller can `deliver` it at once.
        """
        written = await connection.execute(
            self.statements.add, {"topic": topic, "key": key, "payload": payload}
        )
        return int(written.scalar_one())

    async def add_with(
        self,
        connection: AsyncConnection,
        first: CTE,
        values: dict[str, Any],
        message: tuple[str, str, dict[str, Any]],
    ) -> int | None:
        """Run `first`, which inserts a row, and if it did, write the message (topic, key, payload)
        that tells of it, in one statement. None when there was nothing to insert."""
        if first not in self._adding:
            self._adding[first] = self.statements.add_if(first)
        columns = dict(zip(("topic", "key", "payload"), message, strict=True))
        written = await connection.execute(self._adding[first], values | columns)
        message_id: int | None = written.scalar_one_or_none()
        return message_id

    async def deliver(self, message_id: int) -> bool:
        """Try one message now, unless the relay has taken it; False leaves it to the relay. Never
        raises for a failed delivery."""
        try:
            async with self._hands:
                claimed = await self._claim(self.statements.claim_new, of_id=message_id)
                return bool(claimed) and await self._hand_over(claimed[0])
        except ServiceIsUnavailable:
            return False  # the database; the relay brings it once that is back

    async def run(self) -> None:
        """Relay due messages until stopped; an unreachable database only delays it."""
        self._is_stopping = False
        while not self._is_stopping:
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

    def stop(self) -> None:
        """End the relay after what it is doing now."""
        self._is_stopping = True
        self.wake()

    def wake(self) -> None:
        """Look for due messages now instead of at the next poll."""
        self._wake.set()

    async def _relay_batch(self) -> bool:
        claimed = await self._claim(self.statements.claim_due)
        await asyncio.gather(*(self._in_turn(message) for message in claimed))
        return len(claimed) == BATCH

    async def _in_turn(self, message: OutboxMessage) -> None:
        async with self._hands:
            await self._hand_over(message)

    async def _claim(self, claim: UpdateBase, **which: int) -> list[OutboxMessage]:
        async with self.database.autocommit() as connection:
            rows = (await connection.execute(claim, {"lease": self._lease, **which})).all()
        return [OutboxMessage(*row) for row in rows]

    async def _hand_over(self, message: OutboxMessage) -> bool:
        try:
            async with asyncio.timeout(self._lease.total_seconds()):
                await self._handlers[message.topic](message)
        except ComeBackLater as asked:
            await self._bring_again(message, asked, asked.after_seconds)
        except Exception as error:
            await self._put_back(message, error)
        else:
            async with self.database.autocommit() as connection:
                await connection.execute(self.statements.delivered, {"of_id": message.id})
            return True
        return False

    async def _put_back(self, message: OutboxMessage, error: Exception) -> None:
        failures = message.failures + (0 if _passes(error) else 1)
        hopeless = isinstance(error, MessageIsHopeless)
        values: dict[str, Any] = {"failures": failures}
        if hopeless or failures >= POISON_AFTER_FAILURES:
            values["quarantined_at"] = func.now()
        log.warning(
            "outbox_delivery_failed",
            topic=message.topic,
            key=message.key,
            attempts=message.attempts,
            quarantined="quarantined_at" in values,
            error=words_of(error),
        )
        await self._bring_again(message, error, _back_off_seconds(message), **values)

    async def _bring_again(
        self, message: OutboxMessage, why: Exception, after_seconds: float, **values: Any
    ) -> None:
        due_at = func.now() + timedelta(seconds=after_seconds)
        await self._update(message, due_at=due_at, last_error=words_of(why), **values)

    async def _update(self, message: OutboxMessage, **values: Any) -> None:
        t = self.table
        async with self.database.autocommit() as connection:
            mine = (t.c.id == message.id) & t.c.delivered_at.is_(None)
            await connection.execute(update(t).where(mine).values(**values))


def _passes(error: Exception) -> bool:
    """Whether the same message may be digested later: something was away, busy or too slow. An
    answer that nobody understands may be a defect, so it counts."""
    if isinstance(error, TimeoutError):
        return True
    return isinstance(error, Problem) and error.passes and not isinstance(error, UnexpectedAnswer)


def _back_off_seconds(message: OutboxMessage) -> float:
    return float(min(0.5 * 2 ** min(message.attempts, 10), LONGEST_BACK_OFF_SECONDS))


def words_of(error: Exception) -> str:
    """What is kept, logged and shown of an error: words of our own, and of a stranger's nothing but
    its kind, as its text may quote what people wrote."""
    if isinstance(error, ComeBackLater):
        return f"{PUT_OFF}{error}"[:LONGEST_ERROR]
    if isinstance(error, Problem):
        return f"{type(error).__name__}: {detail_of(error, 'en')}"[:LONGEST_ERROR]
    if isinstance(error, MessageIsHopeless):
        return f"{type(error).__name__}: {error}"[:LONGEST_ERROR]
    cause = error.orig if isinstance(error, DBAPIError) else None
    return type(error).__name__ + (f" ({type(cause).__name__})" if cause else "")
