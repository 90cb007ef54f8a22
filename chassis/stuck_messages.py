"""The messages of an outbox that do not get through: read by operators, released or dismissed.

Payloads stay where they are, as they may name people.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import structlog
from sqlalchemy import ColumnElement, Row, Table, case, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from chassis.counting import counted
from chassis.outbox import LEASE_SECONDS, LONGEST_ERROR, PUT_OFF, Outbox
from chassis.problems import not_found
from contracts.operations import MessageIsNotStuck, StuckMessage, StuckState

OVERDUE_AFTER = timedelta(minutes=15)

log = structlog.get_logger()


@dataclass(frozen=True)
class StuckTopic:
    """How many messages of a topic do not get through, since when, and one of their errors."""

    topic: str
    state: StuckState
    count: int
    since: datetime
    last_error: str | None


async def stuck_topics(outbox: Outbox, late_after: timedelta) -> list[StuckTopic]:
    """By the name of the topic, as few as there are."""
    t = outbox.table
    *_, state, since = _shown(t)
    wanted = _is_quarantined(t) | _is_late(t, late_after)
    found = (
        select(t.c.topic, state, func.count(), func.min(since), func.max(t.c.last_error))
        .where(wanted)
        .group_by(t.c.topic, state)
        .order_by(t.c.topic, state)
    )
    async with outbox.database.autocommit() as connection:
        return [StuckTopic(*row) for row in await connection.execute(found)]


async def list_stuck(
    outbox: Outbox, state: StuckState | None, below_id: int | None, limit: int
) -> list[StuckMessage]:
    """Newest first."""
    t = outbox.table
    wanted = {"quarantined": _is_quarantined(t), "overdue": _is_late(t, OVERDUE_AFTER)}
    stuck = wanted[state] if state else wanted["quarantined"] | wanted["overdue"]
    if below_id is not None:
        stuck &= t.c.id < below_id
    found = select(*_shown(t)).where(stuck).order_by(t.c.id.desc()).limit(limit)
    async with outbox.database.autocommit() as connection:
        return [_view(row) for row in await connection.execute(found)]


async def count_stuck(outbox: Outbox) -> int:
    """Of all that are listed; `MOST_COUNTED_AT_DESK` for these or more."""
    t = outbox.table
    stuck = _is_quarantined(t) | _is_late(t, OVERDUE_AFTER)
    async with outbox.database.autocommit() as connection:
        found = await connection.execute(select(counted(select(t.c.id).where(stuck))))
        return int(found.scalar_one())


async def release(outbox: Outbox, message_id: int, actor: str) -> StuckMessage:
    """Have a message tried again now, with a fresh count of failures; the message as it was.

    Raises `ObjectIsNotFound`, or `MessageIsNotStuck` for one that was delivered.
    """
    async with outbox.database.begin() as connection:
        message = await _undelivered(connection, outbox.table, message_id)
        anew = {"quarantined_at": None, "failures": 0, "due_at": func.now()}
        await _change(connection, outbox.table, message_id, anew)
    log.warning("outbox_message_released", **_named(message), actor=actor)
    outbox.wake()
    return message


async def dismiss(outbox: Outbox, message_id: int, actor: str, reason: str) -> StuckMessage:
    """Count a message that was given up as delivered, though nothing was done; the message as it
    was. It is kept for good, with who dismissed it and why.

    Raises `ObjectIsNotFound`, or `MessageIsNotStuck` for one that is still tried or was delivered.
    """
    async with outbox.database.begin() as connection:
        message = await _undelivered(connection, outbox.table, message_id)
        if message.state != "quarantined":
            raise MessageIsNotStuck("still_tried")
        error = message.last_error or "no error"
        why = f"dismissed by {actor}, {reason}: {error}"[:LONGEST_ERROR]
        done = {"delivered_at": func.now(), "last_error": why}
        await _change(connection, outbox.table, message_id, done)
    log.warning(
        "outbox_message_dismissed",
        **_named(message),
        actor=actor,
        reason=reason,
        error=message.last_error,
    )
    return message


async def _undelivered(connection: AsyncConnection, t: Table, message_id: int) -> StuckMessage:
    """Locked."""
    found = select(*_shown(t), t.c.delivered_at).where(t.c.id == message_id).with_for_update()
    row = (await connection.execute(found)).one_or_none()
    if row is None:
        raise not_found("message")
    if row.delivered_at is not None:
        raise MessageIsNotStuck("done")
    return _view(row)


async def _change(
    connection: AsyncConnection, t: Table, message_id: int, values: dict[str, Any]
) -> None:
    await connection.execute(update(t).where(t.c.id == message_id).values(values))


def _named(message: StuckMessage) -> dict[str, Any]:
    """As the logs name it."""
    return {"id": message.id, "topic": message.topic, "key": message.key}


def _is_quarantined(t: Table) -> ColumnElement[bool]:
    return t.c.quarantined_at.is_not(None) & t.c.delivered_at.is_(None)


def _is_late(t: Table, after: timedelta) -> ColumnElement[bool]:
    """Failing for so long, or due for so long and nobody took it. What its handler has put off is
    no trouble, nor what was written to be due later."""
    waiting = t.c.quarantined_at.is_(None) & t.c.delivered_at.is_(None)
    soon = t.c.due_at <= func.now() + timedelta(seconds=LEASE_SECONDS)
    long_ago = func.now() - after
    fails = t.c.last_error.not_like(f"{PUT_OFF}%") & soon & (t.c.created_at <= long_ago)
    return waiting & (fails | (t.c.due_at <= long_ago))


def _shown(t: Table) -> Sequence[ColumnElement[object]]:
    state = case((t.c.quarantined_at.is_not(None), "quarantined"), else_="overdue")
    since = func.coalesce(t.c.quarantined_at, t.c.created_at)
    named = [t.c[name] for name in ("id", "topic", "key", "attempts", "last_error", "created_at")]
    return [*named, state.label("state"), since.label("stuck_since")]


def _view(row: Row[*tuple[Any, ...]]) -> StuckMessage:
    return StuckMessage.model_validate(row, from_attributes=True)
