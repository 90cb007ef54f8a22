"""Offerings and their history in SQL."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Select, UpdateBase, func, literal, select, tuple_, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from contracts.catalog import KIND_ORDER, OfferingFields, OfferingView, RequestQuote
from services.catalog.domain.availability import Viewer
from services.catalog.domain.searching import Wanted, grams, searchable
from services.catalog.repository.catalogue import count_change, filters
from services.catalog.tables import POSITION, offering_revisions, offerings

t = offerings
STORED = (t.c.id, t.c.revision, t.c.fields)


async def insert_offering(
    connection: AsyncConnection,
    offering_id: str,
    fields: OfferingFields,
    request_key: str,
    changed_by: str,
) -> OfferingView:
    """Write revision 1; a repeated request gives back what its first run wrote."""
    row = insert(t).values(
        id=offering_id,
        request_key=request_key,
        revision=1,
        changed_by=changed_by,
        **_columns(fields),
    )
    once = row.on_conflict_do_nothing(index_elements=[t.c.request_key]).returning(*STORED)
    same = select(*STORED).where(t.c.request_key == request_key)
    if written := await _views(connection, once):
        await count_change(connection)
        return written[0]
    return (await _views(connection, same))[0]


async def replace_offering(
    connection: AsyncConnection, offering_id: str, fields: OfferingFields, changed_by: str
) -> OfferingView:
    """Keep the present revision in the history and write the next; the caller holds the row."""
    present = select(
        t.c.id, t.c.revision, t.c.fields, t.c.changed_by, t.c.changed_at, literal(changed_by)
    ).where(t.c.id == offering_id)
    kept = ["offering_id", "revision", "fields", "changed_by", "changed_at", "replaced_by"]
    await connection.execute(insert(offering_revisions).from_select(kept, present))
    write = (
        update(t)
        .where(t.c.id == offering_id)
        .values(
            revision=t.c.revision + 1,
            changed_by=changed_by,
            changed_at=func.now(),
            **_columns(fields),
        )
    )
    [written] = await _views(connection, write.returning(*STORED))
    await count_change(connection)
    return written


async def find_offering(
    connection: AsyncConnection, offering_id: str, *, lock: bool = False
) -> OfferingView | None:
    """`lock` keeps every other change out until the transaction ends."""
    statement = select(*STORED).where(t.c.id == offering_id)
    if lock:
        statement = statement.with_for_update()
    found = await _views(connection, statement)
    return found[0] if found else None


async def components_for_bundle(
    connection: AsyncConnection, ids: Iterable[str]
) -> dict[str, OfferingView]:
    """Offerings by id, kept from changing until the transaction ends."""
    statement = select(*STORED).where(t.c.id.in_(list(ids))).order_by(t.c.id)
    found = await _views(connection, statement.with_for_update(read=True))
    return {offering.id: offering for offering in found}


async def bundles_with(connection: AsyncConnection, component_id: str) -> list[OfferingView]:
    statement = select(*STORED).where(t.c.component_ids.contains([component_id]))
    return await _views(connection, statement)


async def offerings_for_quote(
    connection: AsyncConnection, asked: RequestQuote
) -> dict[str, OfferingView]:
    """Offerings by id with the components of bundles among them, in one round trip."""
    wanted = list({line.offering_id for line in asked.lines})
    inside = select(func.unnest(t.c.component_ids)).where(t.c.id.in_(wanted)).scalar_subquery()
    statement = select(*STORED).where(t.c.id.in_(wanted) | t.c.id.in_(inside))
    return {offering.id: offering for offering in await _views(connection, statement)}


async def past_revisions(
    connection: AsyncConnection, wanted: Iterable[tuple[str, int]]
) -> list[OfferingView]:
    """The replaced revisions with these (offering id, revision)."""
    h = offering_revisions
    statement = select(h.c.offering_id, h.c.revision, h.c.fields).where(
        tuple_(h.c.offering_id, h.c.revision).in_(list(wanted))
    )
    return await _views(connection, statement)


async def page_of_offerings(
    connection: AsyncConnection,
    viewer: Viewer,
    wanted: Wanted,
    *,
    after_id: str | None,
    limit: int,
) -> list[OfferingView]:
    """In portal order, after this offering. SQL filters, the domain decides."""
    statement: Select[Any] = select(*STORED).where(*filters(viewer, wanted))
    statement = statement.order_by(*POSITION).limit(limit)
    if after_id is not None:
        statement = statement.where(tuple_(*POSITION) > _position_of(after_id))
    return await _views(connection, statement)


def _position_of(offering_id: str) -> Any:
    """Looked up in the database: a cursor then stays short and holds for a renamed offering."""
    a = offerings.alias("after")
    found = select(a.c.kind_position, func.lower(a.c.title), a.c.id).where(a.c.id == offering_id)
    return found.scalar_subquery()


def _columns(fields: OfferingFields) -> dict[str, Any]:
    search_text = searchable(fields.title, fields.description)
    return {
        "kind_position": KIND_ORDER.index(fields.kind),
        "title": fields.title,
        "enabled": fields.enabled,
        "show_on_portal": fields.show_on_portal,
        "partner_ids": fields.availability.partner_ids,
        "component_ids": fields.component_ids,
        "search_text": search_text,
        "search_grams": grams(search_text),
        "fields": fields.model_dump(mode="json"),
    }


async def _views(
    connection: AsyncConnection, statement: Select[Any] | UpdateBase
) -> list[OfferingView]:
    """Of a statement that gives id, revision and fields."""
    return [
        OfferingView.model_validate({"id": offering_id, "revision": revision, **fields})
        for offering_id, revision, fields in await connection.execute(statement)
    ]
