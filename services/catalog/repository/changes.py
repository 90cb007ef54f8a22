"""SQL of a search over the revisions of all offerings, the newest first."""

from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, select, tuple_, union_all
from sqlalchemy.ext.asyncio import AsyncConnection

from contracts.actors import labels_of
from contracts.catalog import OfferingView
from services.catalog.domain.searching import WantedChanges
from services.catalog.repository.history import Revision, was_for
from services.catalog.tables import offering_revisions, offerings

n, p = offerings.c, offering_revisions.c
NOW = select(n.id.label("offering_id"), n.revision, n.fields, n.changed_by, n.changed_at)
PAST = select(p.offering_id, p.revision, p.fields, p.changed_by, p.changed_at)


async def find_changes(connection: AsyncConnection, wanted: WantedChanges) -> list[Revision]:
    """What is and what was each give their newest by their own index; the newest of both are the
    page, each with what it replaced."""
    present, former = NOW, PAST
    if wanted.partner_id is not None:
        is_for = was_for(n.fields, wanted.partner_id)
        present = present.where(is_for)
        former = former.join(offerings, n.id == p.offering_id)
        former = former.where(is_for, was_for(p.fields, wanted.partner_id))
    parts = (
        _page(present, (n.changed_at, n.id, n.revision), n.changed_by, wanted),
        _page(former, (p.changed_at, p.offering_id, p.revision), p.changed_by, wanted),
    )
    both = union_all(*(part.subquery().select() for part in parts)).subquery()
    b, before = both.c, offering_revisions.alias("before")
    is_before = [before.c.offering_id == b.offering_id, before.c.revision == b.revision - 1]
    if wanted.partner_id is not None:
        is_before.append(was_for(before.c.fields, wanted.partner_id))
    newest = (
        select(both, before.c.fields.label("replaced"))
        .outerjoin(before, and_(*is_before))
        .order_by(b.changed_at.desc(), b.offering_id.desc(), b.revision.desc())
        .limit(wanted.limit)
    )
    return [_revision(row) for row in await connection.execute(newest)]


def _page(
    found: Select[Any],
    place: tuple[ColumnElement[Any], ...],
    changed_by: ColumnElement[Any],
    wanted: WantedChanges,
) -> Select[Any]:
    changed_at, offering_id, _ = place
    if wanted.by is not None:
        found = found.where(changed_by.in_(labels_of(wanted.by)))
    if wanted.offering_id is not None:
        found = found.where(offering_id == wanted.offering_id)
    if wanted.changed_from is not None:
        found = found.where(changed_at >= wanted.changed_from)
    if wanted.changed_before is not None:
        found = found.where(changed_at < wanted.changed_before)
    if wanted.after is not None:
        found = found.where(tuple_(*place) < tuple_(*wanted.after))
    return found.order_by(*(column.desc() for column in place)).limit(wanted.limit)


def _revision(row: Row[Any]) -> Revision:
    return Revision(
        offering=_view(row, row.revision, row.fields),
        changed_by=row.changed_by,
        changed_at=row.changed_at,
        before=_view(row, row.revision - 1, row.replaced) if row.replaced else None,
    )


def _view(row: Row[Any], revision: int, fields: dict[str, Any]) -> OfferingView:
    return OfferingView.model_validate({"id": row.offering_id, "revision": revision, **fields})
