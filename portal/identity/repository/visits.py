"""SQL of visits. What became of one is read from its session, which is kept as long."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from chassis.listing import Listing
from chassis.rows import record_of
from contracts.actors import Agent
from portal.identity.tables import accounts, sessions
from portal.identity.tables import visits as t


@dataclass(frozen=True)
class Visit:
    id: str
    by_kind: str
    by_id: str
    reason: str
    asked_at: datetime
    began_at: datetime | None
    ends_at: datetime | None

    @property
    def by(self) -> Agent:
        return Agent.model_validate({"kind": self.by_kind, "id": self.by_id})


ASKED = [t.c.id, t.c.by_kind, t.c.by_id, t.c.reason, t.c.asked_at]
VISITS: Select[Any] = (
    select(*ASKED, sessions.c.created_at.label("began_at"), sessions.c.ends_at)
    .join(accounts, accounts.c.id == t.c.account_id)
    .outerjoin(sessions, sessions.c.visit_id == t.c.id)
)


async def add_visit(connection: AsyncConnection, **values: Any) -> tuple[str, datetime]:
    """Its id and until when it can begin; of the first one with this key."""
    row = insert(t).values(**values)
    put = row.on_conflict_do_update(index_elements=["key"], set_={"key": row.excluded.key})
    kept = (await connection.execute(put.returning(t.c.id, t.c.begins_until))).one()
    return kept.id, kept.begins_until


async def begin_visit(connection: AsyncConnection, visit_id: str, now: datetime) -> str | None:
    """The account, for whoever comes first; None for all others, and when it is too late."""
    unused = update(t).where(t.c.id == visit_id, t.c.used_at.is_(None), t.c.begins_until > now)
    used = await connection.execute(unused.values(used_at=now).returning(t.c.account_id))
    account_id: str | None = used.scalar_one_or_none()
    return account_id


async def list_visits(connection: AsyncConnection, listing: Listing) -> list[Visit]:
    """Of one customer, newest first."""
    mine = (accounts.c.partner_id == listing.partner_id) & (
        accounts.c.customer_id == listing.customer_id
    )
    page = VISITS.where(mine).order_by(t.c.id.desc()).limit(listing.limit)
    if listing.before_id is not None:
        page = page.where(t.c.id < listing.before_id)
    return [record_of(Visit, row) for row in await connection.execute(page)]
