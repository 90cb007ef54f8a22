"""What offerings were, one or all, for staff that may see them as they are."""

from chassis.pages import decode_number, encode_cursor, page_of, write_place
from chassis.problems import not_found
from contracts.actors import Actor
from contracts.catalog import OfferingView
from contracts.message import Page
from contracts.offering_history import FoundRevision, OfferingRevision
from services.catalog.context import Context
from services.catalog.domain.availability import may_see
from services.catalog.domain.searching import WantedChanges
from services.catalog.repository.changes import find_changes
from services.catalog.repository.history import Revision, newest_revisions
from services.catalog.repository.offerings import find_offering


async def list_revisions(
    context: Context, actor: Actor, offering_id: str, cursor: str | None, limit: int
) -> Page[OfferingRevision]:
    """The newest first. Of what was another partner's then, a partner's admin reads nothing.
    Raises `ObjectIsNotFound`."""
    below = decode_number(cursor)
    async with context.database.autocommit() as connection:
        offering = await find_offering(connection, offering_id)
        if offering is None or not may_see(actor, offering):
            raise not_found("offering")
        found = await newest_revisions(
            connection, offering_id, partner_id=actor.partner_id, below=below, limit=limit + 1
        )
    shown = found[:limit]
    replaced = {one.offering.revision: one.offering for one in found}
    views = [_view(one, replaced.get(one.offering.revision - 1)) for one in shown]
    return page_of(
        views,
        lambda view: view,
        limit,
        last_id=lambda view: view.revision,
        goes_on=len(found) > limit,
    )


async def search_changes(context: Context, wanted: WantedChanges) -> Page[FoundRevision]:
    """Of all offerings, the newest first."""
    async with context.database.autocommit() as connection:
        found = await find_changes(connection, wanted)
    return page_of(found, _found, wanted.limit, last_id=_place)


def _found(one: Revision) -> FoundRevision:
    place = encode_cursor(_place(one))
    return FoundRevision(**dict(_view(one, one.before)), place=place)


def _place(one: Revision) -> str:
    return write_place(one.changed_at, f"{one.offering.id}/{one.offering.revision}")


def _view(one: Revision, before: OfferingView | None) -> OfferingRevision:
    return OfferingRevision(
        revision=one.offering.revision,
        offering=one.offering,
        before=before,
        changed_by=one.changed_by,
        changed_at=one.changed_at,
    )
