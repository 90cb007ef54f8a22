"""SQL of sessions: reading one, which every page does, is a single statement."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    DateTime,
    Interval,
    LargeBinary,
    bindparam,
    exists,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from chassis.rows import columns_of, record_of
from contracts.actors import Agent, Audience
from portal.identity.domain.devices import Device
from portal.identity.domain.drafts import KEPT_FOR
from portal.identity.domain.sessions import (
    KEPT_AFTER_ITS_END,
    TOUCHED_EVERY,
    EndedSession,
    Session,
    SessionKind,
)
from portal.identity.tables import accounts, drafts, second_factors, visits
from portal.identity.tables import sessions as t

OF_ACCOUNT = (
    "role",
    "partner_id",
    "customer_id",
    "email",
    "name",
    "language",
    "audience",
    "cart_line_count",
    "cart_changes",
)
MOST_LISTED = 50
NOW = bindparam("now", type_=DateTime(timezone=True))
IDLE = bindparam("idle", type_=Interval())
OF_COOKIE = t.c.cookie_digest == bindparam("digest", type_=LargeBinary())
TOUCH = (
    update(t)
    .where(OF_COOKIE, t.c.ends_at > NOW, t.c.last_seen_at < NOW - TOUCHED_EVERY)
    .values(last_seen_at=NOW, ends_at=func.least(t.c.expires_at, NOW + IDLE))
    .cte("touched")
)
HAS_DRAFT = exists().where(drafts.c.account_id == t.c.account_id, drafts.c.kept_at > NOW - KEPT_FOR)
HAS_FACTOR = exists().where(
    second_factors.c.account_id == t.c.account_id, second_factors.c.confirmed_at.is_not(None)
)
FIND = (
    select(
        t,
        *(accounts.c[name] for name in OF_ACCOUNT),
        visits.c.by_kind,
        visits.c.by_id,
        HAS_DRAFT.label("has_draft"),
        HAS_FACTOR.label("has_factor"),
        (t.c.ends_at > NOW).label("is_alive"),
    )
    .join(accounts, (accounts.c.id == t.c.account_id) & accounts.c.disabled_at.is_(None))
    .outerjoin(visits, visits.c.id == t.c.visit_id)
    .where(OF_COOKIE, t.c.ends_at > NOW - KEPT_AFTER_ITS_END)
    .add_cte(TOUCH)
)


@dataclass(frozen=True)
class SignedInDevice:
    """A session as its owner sees it."""

    id: str
    device: Device
    kind: SessionKind
    created_at: datetime
    last_seen_at: datetime


async def find_session(
    connection: AsyncConnection, digest: bytes, now: datetime, idle: timedelta
) -> Session | EndedSession | None:
    """By the digest of its cookie; notes that it is used, where that was not noted lately."""
    found = await connection.execute(FIND, {"digest": digest, "now": now, "idle": idle})
    row = found.one_or_none()
    if row is None:
        return None
    if not row.is_alive:
        return EndedSession(row.account_id)
    by = row.by_kind and Agent.model_validate({"kind": row.by_kind, "id": row.by_id})
    return record_of(Session, row, audience=Audience.model_validate(row.audience), by=by)


async def is_session_alive(connection: AsyncConnection, session_id: str, now: datetime) -> bool:
    """Whether somebody may go on with it; notes no use."""
    is_enabled = (accounts.c.id == t.c.account_id) & accounts.c.disabled_at.is_(None)
    alive = select(t.c.id).join(accounts, is_enabled).where(t.c.id == session_id, t.c.ends_at > now)
    return (await connection.execute(alive)).first() is not None


async def add_session(connection: AsyncConnection, **values: Any) -> None:
    await connection.execute(insert(t).values(**values))


async def list_sessions(
    connection: AsyncConnection, account_id: str, now: datetime
) -> list[SignedInDevice]:
    """Those that have not ended, the last used first."""
    mine = (t.c.account_id == account_id) & (t.c.ends_at > now)
    rows = await connection.execute(
        select(*columns_of(t, SignedInDevice))
        .where(mine)
        .order_by(t.c.last_seen_at.desc(), t.c.id.desc())
        .limit(MOST_LISTED)
    )
    return [
        record_of(SignedInDevice, row, device=Device.model_validate(row.device)) for row in rows
    ]


async def end_session(
    connection: AsyncConnection, session_id: str, now: datetime, *, account_id: str | None = None
) -> None:
    """Only of this account, where one is named."""
    ended = _ending(now).where(t.c.id == session_id)
    if account_id is not None:
        ended = ended.where(t.c.account_id == account_id)
    await connection.execute(ended)


async def end_session_of_cookie(connection: AsyncConnection, digest: bytes, now: datetime) -> None:
    await connection.execute(_ending(now).where(t.c.cookie_digest == digest))


async def end_sessions_of(
    connection: AsyncConnection, account_ids: Sequence[str], now: datetime, *, but: str | None
) -> int:
    """All of these accounts but one; how many there were that were no visits."""
    others = _ending(now).where(t.c.account_id.in_(account_ids), t.c.id.is_distinct_from(but))
    ended = await connection.execute(others.returning(t.c.visit_id))
    return sum(row.visit_id is None for row in ended)


async def end_sessions_of_other_addresses(
    connection: AsyncConnection, account_ids: Sequence[str], now: datetime
) -> None:
    """Those that somebody began who showed to own an address which the account has no more."""
    is_other = t.c.proved_email_key != accounts.c.email_key
    others = _ending(now).where(t.c.account_id == accounts.c.id, is_other)
    await connection.execute(others.where(t.c.account_id.in_(account_ids)))


def _ending(now: datetime) -> Any:
    return update(t).where(t.c.ends_at > now).values(ends_at=now)
