"""List what a caller may see, page by page."""

from collections.abc import Callable

from chassis.database import Database
from chassis.pages import cursor_after, decode_cursor
from contracts.actors import Actor
from contracts.catalog import OfferingView
from contracts.message import Page
from contracts.problems import CursorIsInvalid
from services.catalog.domain.availability import Buyer, may_order, may_see
from services.catalog.repository.offerings import find_offering, page_of_offerings


async def list_for_buyer(
    database: Database, buyer: Buyer, cursor: str | None, limit: int
) -> Page[OfferingView]:
    """Only what this customer may order, grouped by kind, then by title."""

    def orderable(offering: OfferingView) -> bool:
        return may_order(offering, buyer.partner_id, buyer.audience)

    return await _page(database, orderable, buyer.partner_id, True, cursor, limit)


async def list_for_staff(
    database: Database, actor: Actor, cursor: str | None, limit: int
) -> Page[OfferingView]:
    """Everything that exists for this member of staff, hidden offerings too."""

    def visible(offering: OfferingView) -> bool:
        return may_see(actor, offering)

    return await _page(database, visible, actor.partner_id, False, cursor, limit)


async def _page(
    database: Database,
    accepts: Callable[[OfferingView], bool],
    partner_id: int | None,
    on_portal: bool,
    cursor: str | None,
    limit: int,
) -> Page[OfferingView]:
    """Reads on until the page is full: SQL filters roughly, the domain's predicate decides."""
    after_id = decode_cursor(cursor)
    found: list[OfferingView] = []
    async with database.autocommit() as connection:
        if after_id is not None and await find_offering(connection, after_id) is None:
            raise CursorIsInvalid("The cursor is not one of ours; start from the first page.")
        while len(found) < limit:
            batch = await page_of_offerings(
                connection,
                after_id=after_id,
                limit=limit,
                partner_id=partner_id,
                on_portal=on_portal,
            )
            found += [offering for offering in batch if accepts(offering)]
            if len(batch) < limit:
                break
            after_id = batch[-1].id
    items = found[:limit]
    return Page(items=items, next_cursor=cursor_after([item.id for item in items], limit))
