"""Whose customers cannot order, in SQL: a row each time that orders told of it. The newest version
holds, so one that comes late changes nothing."""

from collections.abc import Sequence

from sqlalchemy import any_, literal, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from services.catalog.tables import closed_partners

t = closed_partners


async def insert_closed(
    connection: AsyncConnection, version: int, partner_ids: Sequence[int]
) -> None:
    row = insert(t).values(version=version, partner_ids=partner_ids)
    await connection.execute(row.on_conflict_do_nothing())


async def is_closed(connection: AsyncConnection, partner_id: int) -> bool:
    is_named = literal(partner_id) == any_(t.c.partner_ids)
    newest = select(is_named).order_by(t.c.version.desc()).limit(1)
    return bool((await connection.execute(newest)).scalar_one_or_none())
