"""Customers as a list, the newest first, also for a spreadsheet."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import replace

from fastapi.responses import Response

from clients.pages import all_of
from portal.admin.customers.asked import Asked, AskedDep
from portal.admin.customers.view import CATEGORIES, LANGUAGES, row_of
from portal.admin.lists import file_of, read_list
from portal.admin.partners import sees_all
from portal.admin.permissions import PERMISSIONS
from portal.web.csv import ROWS_AT_ONCE, Cell
from portal.web.lists import Place, choices
from portal.web.page import Page, PageDep
from portal.web.pages import Pages
from wording.telling import term

pages = Pages()
COLUMNS = (
    "admin.customers.number",
    "admin.customers.partner",
    "admin.customers.name",
    "admin.customers.email",
    "admin.customers.location",
    "admin.customers.category",
    "admin.customers.labels",
    "admin.customers.language",
)


@pages.get("/customers", permission="staff")
async def customers(page: PageDep, asked: AskedDep, cursor: Place = None) -> Response:
    shown, partners = await read_list(page, asked, cursor)
    rows = [row_of(one, names_partner=sees_all(page)) for one in shown.rows]
    return page.show(
        "admin/customers/list.html",
        list=replace(shown, rows=rows),
        asked=asked,
        partners=partners,
        categories=choices("customer_category", CATEGORIES),
        names_partner=sees_all(page),
        can_change=PERMISSIONS.admits("decide", page.session),
    )


@pages.get("/customers.csv", permission="staff")
async def export(page: PageDep, asked: AskedDep) -> Response:
    return await file_of(page, "admin.customers.file", COLUMNS, _rows(page, asked))


async def _rows(page: Page, asked: Asked) -> AsyncIterator[Sequence[Cell]]:
    async for one in all_of(asked.reader(page, ROWS_AT_ONCE)):
        yield (
            one.id,
            one.partner_id,
            one.name,
            one.email,
            one.location,
            term("customer_category", one.category),
            ", ".join(one.labels),
            dict(LANGUAGES).get(one.language or "", ""),
        )
