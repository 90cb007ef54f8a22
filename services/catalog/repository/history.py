"""All revisions of an offering in SQL: the present one, and those that it replaced."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Column, ColumnElement, Select, Table, func, or_, select, union_all
from sqlalchemy.ext.asyncio import AsyncConnection

from contracts.catalog import OfferingView
from services.catalog.tables import offering_revisions, offerings


@dataclass(frozen=True)
class Revision:
    offering: OfferingView
    changed_by: str
    changed_at: datetime
    before: OfferingView | None = None
    """What it replaced, where that was read with it."""


async def newest_revisions(
    connection: AsyncConnection,
    offering_id: str,
    *,
    partner_id: int | None = None,
    below: int | None = None,
    limit: int = 1,
) -> list[Revision]:
    """The newest first; with a partner named, only what was for its customers too."""
    now, past = offerings, offering_revisions
    parts = [
        _part(table, own_id == offering_id, partner_id, below).limit(limit).subquery()
        for table, own_id in ((now, now.c.id), (past, past.c.offering_id))
    ]
    both = union_all(*map(select, parts)).subquery()
    rows = await connection.execute(select(both).order_by(both.c.revision.desc()).limit(limit))
    return [
        Revision(
            OfferingView.model_validate({"id": offering_id, "revision": revision, **fields}),
            changed_by,
            changed_at,
        )
        for revision, fields, changed_by, changed_at in rows
    ]


def _part(
    table: Table, is_its: ColumnElement[bool], partner_id: int | None, below: int | None
) -> Select[Any]:
    """Of one table, which is read no further than the page goes."""
    t = table.c
    found = select(t.revision, t.fields, t.changed_by, t.changed_at).where(
        is_its, *_narrowed(t.revision, t.fields, partner_id, below)
    )
    return found.order_by(t.revision.desc())


def _narrowed(
    revision: Column[Any], fields: Column[Any], partner_id: int | None, below: int | None
) -> Iterator[ColumnElement[bool]]:
    if partner_id is not None:
        yield was_for(fields, partner_id)
    if below is not None:
        yield revision < below


def was_for(fields: ColumnElement[Any], partner_id: int) -> ColumnElement[bool]:
    """Whether an offering with these fields is for customers of a partner, or for everybody's."""
    partner_ids = fields["availability"]["partner_ids"]
    return or_(func.jsonb_array_length(partner_ids) == 0, partner_ids.contains([partner_id]))
