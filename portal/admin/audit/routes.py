"""Who changed what, over all orders, settings and offerings, also for a spreadsheet."""

import asyncio
from collections.abc import AsyncIterator, Iterable, Sequence
from typing import Annotated, Any

from fastapi import Depends
from fastapi.responses import Response

from contracts.message import Page as PageOf
from contracts.offering_history import FoundRevision
from portal.admin.audit.reading import KINDS, Asked, Change, read_changes
from portal.admin.audit.view import Row, row_of
from portal.admin.lists import file_of, listed
from portal.admin.offerings.view import titles_of
from portal.admin.partners import partner_choices
from portal.admin.who import customers_among, people_of
from portal.web.csv import ROWS_AT_ONCE, Cell
from portal.web.lists import ROWS, Place, choices
from portal.web.page import Page, PageDep
from portal.web.pages import Pages
from wording.telling import moment_in

pages = Pages()
COLUMNS = (
    "admin.order.at",
    "admin.order.by",
    "admin.order.audit_what",
    "admin.order.reason",
    "admin.audit.about",
    "admin.customers.partner",
)
AskedDep = Annotated[Asked, Depends()]


@pages.get("/audit", permission="staff")
async def audit(page: PageDep, asked: AskedDep, cursor: Place = None) -> Response:
    read, partners = await asyncio.gather(
        read_changes(page, asked, cursor, ROWS), partner_choices(page)
    )
    rows = await _rows(page, read.changes)
    customers = await customers_among(page, [(one.actor, one.partner_id) for one in rows])
    found = PageOf[Any](items=rows, next_cursor=read.next)
    return page.show(
        "admin/audit/page.html",
        list=listed(page, found, cursor, narrows=asked.narrows),
        is_whole=read.is_whole,
        names=await people_of(page, [one.actor for one in rows], customers),
        asked=asked,
        partners=partners,
        kinds=choices("change_kind", KINDS),
    )


@pages.get("/audit.csv", permission="staff")
async def export(page: PageDep, asked: AskedDep) -> Response:
    return await file_of(page, "admin.audit.file", COLUMNS, _cells(page, asked))


async def _rows(page: Page, changes: Iterable[Change]) -> list[Row]:
    """What is in bundles is asked once for all of them."""
    revisions = [one for one in changes if isinstance(one, FoundRevision)]
    named = [each.component_ids for one in revisions for each in (one.offering, one.before) if each]
    titles = await titles_of(page, *named)
    return [row_of(one, titles) for one in changes]


async def _cells(page: Page, asked: Asked) -> AsyncIterator[Sequence[Cell]]:
    cursor: str | None = None
    while True:
        read = await read_changes(page, asked, cursor, ROWS_AT_ONCE, whole=True)
        for one in await _rows(page, read.changes):
            yield (
                moment_in(one.at, page.zone),
                one.actor,
                one.action,
                one.why,
                one.about,
                one.whose,
            )
        cursor = read.next
        if cursor is None:
            return
