"""What an offering was, for staff that may see it as it is."""

from chassis.pages import decode_number, page_of
from chassis.problems import not_found
from contracts.actors import Actor
from contracts.message import Page
from contracts.offering_history import OfferingRevision
from services.catalog.context import Context
from services.catalog.domain.availability import may_see
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
    shown, replaced = found[:limit], {one.offering.revision: one for one in found}
    views = [_view(one, replaced.get(one.offering.revision - 1)) for one in shown]
    return page_of(
        views,
        lambda view: view,
        limit,
        last_id=lambda view: view.revision,
        goes_on=len(found) > limit,
    )


def _view(one: Revision, before: Revision | None) -> OfferingRevision:
    return OfferingRevision(
        revision=one.offering.revision,
        offering=one.offering,
        before=before.offering if before else None,
        changed_by=one.changed_by,
        changed_at=one.changed_at,
    )
