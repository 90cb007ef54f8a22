"""SQL of what was done to accounts of staff: by whom, when, and what. It is only ever added to."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from chassis.rows import columns_of, record_of
from portal.identity.domain.staffing import CHANGES, Act
from portal.identity.tables import staff_acts as t


@dataclass(frozen=True)
class StaffAct:
    id: int
    act: Act
    by: str
    facts: Mapping[str, Any]
    at: datetime


COLUMNS = columns_of(t, StaffAct)


async def add_act(
    connection: AsyncConnection,
    account_id: str,
    act: Act,
    *,
    by: str,
    key: str,
    now: datetime,
    facts: Mapping[str, Any],
) -> bool:
    """False where this request did it before."""
    row = insert(t).values(account_id=account_id, act=act, by=by, key=key, at=now, facts=facts)
    added = row.on_conflict_do_nothing(index_elements=[t.c.key]).returning(t.c.id)
    return (await connection.execute(added)).first() is not None


async def account_of_act(connection: AsyncConnection, key: str) -> str | None:
    """To whom this request did something."""
    found = await connection.execute(select(t.c.account_id).where(t.c.key == key))
    return found.scalar_one_or_none()


async def last_change(connection: AsyncConnection, account_id: str) -> StaffAct | None:
    """The last act that changed what somebody is here."""
    changes = (t.c.account_id == account_id) & t.c.act.in_(CHANGES)
    last = select(*COLUMNS).where(changes).order_by(t.c.id.desc()).limit(1)
    row = (await connection.execute(last)).one_or_none()
    return record_of(StaffAct, row) if row else None


async def list_acts(
    connection: AsyncConnection, account_id: str, before: int | None, limit: int
) -> list[StaffAct]:
    """The newest first."""
    page = select(*COLUMNS).where(t.c.account_id == account_id)
    if before is not None:
        page = page.where(t.c.id < before)
    rows = await connection.execute(page.order_by(t.c.id.desc()).limit(limit))
    return [record_of(StaffAct, row) for row in rows]
