"""The catalogue as a whole in SQL: which edition it is, what it holds for whom, and how it is
searched. Who may see what is the domain's rule; a test holds this copy of it to that."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, Integer, func, literal, not_, or_, select, true
from sqlalchemy.dialects.postgresql import ARRAY, array, insert
from sqlalchemy.ext.asyncio import AsyncConnection

from contracts.catalog import KIND_ORDER
from contracts.catalogue import CatalogueView, KindCount
from services.catalog.domain.availability import Buyer, Viewer
from services.catalog.domain.searching import Wanted, folded, grams
from services.catalog.tables import catalogue, offerings

t = offerings


async def count_change(connection: AsyncConnection) -> None:
    """A new edition; whoever changes another offering waits until this transaction ends."""
    row = insert(catalogue).values(id=1, revision=1)
    counted = {"revision": catalogue.c.revision + 1}
    await connection.execute(row.on_conflict_do_update(index_elements=["id"], set_=counted))


async def read_revision(connection: AsyncConnection) -> int:
    """Of one row, however many offerings there are."""
    newest = select(func.coalesce(func.max(catalogue.c.revision), 0))
    return int((await connection.execute(newest)).scalar_one())


async def read_catalogue(
    connection: AsyncConnection, viewer: Viewer, wanted: Wanted
) -> CatalogueView:
    """In one statement, so that the counts are those of the revision."""
    found = (
        select(t.c.kind_position, func.count().label("count"))
        .where(*filters(viewer, wanted))
        .group_by(t.c.kind_position)
        .subquery()
    )
    newest = select(func.coalesce(func.max(catalogue.c.revision), 0).label("revision")).subquery()
    statement = (
        select(newest.c.revision, found.c.kind_position, found.c.count)
        .outerjoin_from(newest, found, true())
        .order_by(found.c.kind_position)
    )
    rows = (await connection.execute(statement)).all()
    kinds = [
        KindCount(kind=KIND_ORDER[position], count=count)
        for _, position, count in rows
        if position is not None
    ]
    return CatalogueView(
        revision=rows[0].revision, count=sum(kind.count for kind in kinds), kinds=kinds
    )


def filters(viewer: Viewer, wanted: Wanted) -> list[ColumnElement[bool]]:
    """What exists for the viewer and is wanted."""
    return [*_shown_to(viewer), *_searched(wanted)]


def _shown_to(viewer: Viewer) -> Iterator[ColumnElement[bool]]:
    if viewer.partner_id is not None:
        yield for_partner(t.c.partner_ids, viewer.partner_id)
    if isinstance(viewer, Buyer):
        audience = viewer.audience
        yield t.c.enabled
        yield t.c.show_on_portal
        yield _for_one_of("locations", [audience.location] if audience.location else [])
        yield _for_one_of("categories", [audience.category])
        yield _for_one_of("labels", sorted(audience.labels))


def for_partner(partner_ids: ColumnElement[Any], partner_id: int) -> ColumnElement[bool]:
    """Its own, or everybody's; both are found by the index of partners."""
    everybody = partner_ids == literal([], ARRAY(Integer))
    return or_(everybody, partner_ids.contains([partner_id]))


def _for_one_of(field: str, own: list[Any]) -> ColumnElement[bool]:
    wanted = t.c.fields["availability"][field]
    everybody = func.jsonb_array_length(wanted) == 0
    return or_(everybody, wanted.has_any(array(own))) if own else everybody


def _searched(wanted: Wanted) -> Iterator[ColumnElement[bool]]:
    if wanted.kinds:
        yield t.c.kind_position.in_([KIND_ORDER.index(kind) for kind in wanted.kinds])
    if wanted.ids:
        yield t.c.id.in_(wanted.ids)
    if wanted.partner_id is not None:
        yield for_partner(t.c.partner_ids, wanted.partner_id)
    for column, value in (
        (t.c.enabled, wanted.enabled),
        (t.c.show_on_portal, wanted.show_on_portal),
    ):
        if value is not None:
            yield column if value else not_(column)
    for word in map(folded, wanted.words):
        if found_by := grams(word):
            yield t.c.search_grams.contains(found_by)
        yield t.c.search_text.contains(word, autoescape=True)
