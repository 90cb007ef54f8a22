"""Search who changed what, over all orders and settings."""

from chassis.pages import encode_cursor, page_of, write_place
from contracts.actors import Actor
from contracts.audit import FoundChange
from contracts.message import Page
from services.orders.context import Context
from services.orders.domain.auditing import Change, WantedChanges
from services.orders.repository.audit_search import find_changes
from wording.telling import tell


async def search_audit(context: Context, viewer: Actor, wanted: WantedChanges) -> Page[FoundChange]:
    """Newest first."""
    async with context.database.autocommit() as connection:
        found = await find_changes(connection, wanted)
    return page_of(
        found,
        lambda change: _found(change, viewer),
        wanted.limit,
        last_id=lambda change: write_place(change.at, str(change.id)),
    )


def _found(change: Change, viewer: Actor) -> FoundChange:
    return FoundChange(
        at=change.at,
        actor=change.actor,
        action=change.action,
        order_id=change.order_id,
        partner=change.partner,
        reason=tell(change.reason, viewer),
        place=encode_cursor(write_place(change.at, str(change.id))),
    )
