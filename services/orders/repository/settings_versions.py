"""SQL for the versions of partner settings. Rows are written and read, never changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import distinct_on, insert
from sqlalchemy.ext.asyncio import AsyncConnection

from contracts.settings import ChangedField, SettingsVersion
from services.orders.domain.settings_rules import DEFAULT
from services.orders.tables import settings_versions

t = settings_versions


@dataclass(frozen=True)
class KeptVersion:
    version: SettingsVersion
    own: Mapping[str, Any]
    """All fields of its partner's own, after the change."""


async def write_version(
    connection: AsyncConnection,
    partner: str,
    changes: Sequence[ChangedField],
    own: Mapping[str, Any],
    by: str,
) -> int:
    """Its number: the next over all partners, without gaps, as the caller holds the lock."""
    row = insert(t).values(
        number=select(func.coalesce(func.max(t.c.number), 0) + 1).scalar_subquery(),
        partner=partner,
        changed_by=by,
        changes=[one.model_dump(mode="json") for one in changes],
        own=own,
    )
    return int((await connection.execute(row.returning(t.c.number))).scalar_one())


async def list_versions(
    connection: AsyncConnection,
    partner: str,
    *,
    before: int | None = None,
    after: int | None = None,
    limit: int,
) -> list[SettingsVersion]:
    """Newest first: the partner's own and those of `default`."""
    wanted = select(t).where(t.c.partner.in_((DEFAULT, partner)))
    if before is not None:
        wanted = wanted.where(t.c.number < before)
    if after is not None:
        wanted = wanted.where(t.c.number > after)
    rows = await connection.execute(wanted.order_by(t.c.number.desc()).limit(limit))
    return [_version(row) for row in rows]


async def layers_at(
    connection: AsyncConnection, partner: str, number: int
) -> dict[str, KeptVersion]:
    """By partner, the newest versions of `default` and of the partner that are not newer."""
    newest = (
        select(t)
        .where(t.c.partner.in_((DEFAULT, partner)), t.c.number <= number)
        .order_by(t.c.partner, t.c.number.desc())
        .ext(distinct_on(t.c.partner))
    )
    rows = await connection.execute(newest)
    return {row.partner: KeptVersion(_version(row), row.own) for row in rows}


def _version(row: Any) -> SettingsVersion:
    return SettingsVersion.model_validate(row, from_attributes=True)
