"""Read offerings, one or page by page; what a viewer may not see does not exist for it."""

from chassis.pages import decode_cursor, invalid_cursor, page_of, shown
from chassis.problems import not_found
from contracts.catalog import OfferingView
from contracts.catalogue import CatalogueRevision, CatalogueView
from contracts.message import Page
from services.catalog.context import Context
from services.catalog.domain.availability import Viewer, is_shown_to
from services.catalog.domain.searching import Wanted
from services.catalog.repository.catalogue import read_catalogue, read_revision
from services.catalog.repository.offerings import find_offering, page_of_offerings


async def read_offering(context: Context, viewer: Viewer, offering_id: str) -> OfferingView:
    """Raises `ObjectIsNotFound`."""
    async with context.database.autocommit() as connection:
        offering = await find_offering(connection, offering_id)
    if offering is None or not is_shown_to(viewer, offering):
        raise not_found("offering")
    return offering


async def list_offerings(
    context: Context, viewer: Viewer, wanted: Wanted, cursor: str | None, limit: int
) -> Page[OfferingView]:
    """Grouped by kind, then by title: for a customer what it may order, for staff all that exists
    for it. Reads on until the page is full: SQL filters, the domain decides."""
    after_id = decode_cursor(cursor)
    found: list[OfferingView] = []
    async with context.database.autocommit() as connection:
        if after_id is not None and await find_offering(connection, after_id) is None:
            raise invalid_cursor()
        while len(found) < limit:
            batch = await page_of_offerings(
                connection, viewer, wanted, after_id=after_id, limit=limit
            )
            found += [offering for offering in batch if is_shown_to(viewer, offering)]
            if len(batch) < limit:
                break
            after_id = batch[-1].id
    return page_of(found[:limit], shown, limit)


async def show_revision(context: Context) -> CatalogueRevision:
    """Without counting anything."""
    async with context.database.autocommit() as connection:
        return CatalogueRevision(revision=await read_revision(connection))


async def show_catalogue(context: Context, viewer: Viewer, wanted: Wanted) -> CatalogueView:
    """What is wanted and exists for the viewer, counted, and the revision that holds it."""
    async with context.database.autocommit() as connection:
        return await read_catalogue(connection, viewer, wanted)
