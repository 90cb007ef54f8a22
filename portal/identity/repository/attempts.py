"""SQL of attempts, which count over all processes: an attempt is counted before what it tries, so
that many at once are no way around it."""

from datetime import datetime

from sqlalchemy import Interval, case, delete, func, literal, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from portal.identity.domain.attempts import Limit
from portal.identity.tables import attempts as t


async def take_attempt(
    connection: AsyncConnection, subject: str, limit: Limit, now: datetime
) -> datetime | None:
    """None if it may be tried; else from when on."""
    count = case((t.c.last_at < now - limit.forgotten_after, 1), else_=t.c.count + 1)
    over = count - limit.free
    first_seconds, most = limit.first_wait.total_seconds(), limit.longest_wait.total_seconds()
    grown = func.least(most, first_seconds * func.power(2, func.least(over, 20)))
    seconds = case((over < 0, 0.0), else_=grown)
    wait = func.make_interval(0, 0, 0, 0, 0, 0, seconds, type_=Interval())
    first = insert(t).values(
        subject=subject, count=1, last_at=now, free_at=now + limit.wait_after(1)
    )
    taken = first.on_conflict_do_update(
        index_elements=[t.c.subject],
        set_={"count": count, "last_at": now, "free_at": literal(now) + wait},
        where=t.c.free_at <= now,
    ).returning(t.c.count)
    if (await connection.execute(taken)).first():
        return None
    blocked = select(t.c.free_at).where(t.c.subject == subject)
    return (await connection.execute(blocked)).scalar_one_or_none() or now


async def forget_attempts(connection: AsyncConnection, subject: str) -> None:
    await connection.execute(delete(t).where(t.c.subject == subject))
