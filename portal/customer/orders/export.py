"""The list of orders for a spreadsheet: what the filter shows."""

from collections.abc import AsyncIterator, Sequence
from zoneinfo import ZoneInfo

from fastapi.responses import Response

from clients.pages import all_of
from portal.customer.orders.listing import Asked, AskedDep
from portal.customer.orders.view import row_of
from portal.web.csv import ROWS_AT_ONCE, Cell, amount, csv_page
from portal.web.page import Page, PageDep
from portal.web.pages import Pages
from portal.web.templates import t
from wording.telling import term

pages = Pages()
COLUMNS = (
    "portal.orders.number",
    "portal.orders.placed",
    "portal.orders.products",
    "portal.orders.state",
    "portal.orders.total",
    "portal.orders.currency",
)


@pages.get("/orders/export.csv", permission="customer")
async def export(page: PageDep, asked: AskedDep) -> Response:
    headings = [t(code) for code in COLUMNS]
    return await csv_page(page, t("portal.orders.file"), headings, _rows(page, asked))


async def _rows(page: Page, asked: Asked) -> AsyncIterator[Sequence[Cell]]:
    zone = ZoneInfo(page.zone)
    async for one in all_of(asked.reader(page, ROWS_AT_ONCE)):
        yield (
            one.id,
            one.placed_at.astimezone(zone).date(),
            ", ".join(item.line.title for item in one.items),
            term("order_shown", row_of(one).state),
            amount(one.total_minor, one.currency),
            one.currency,
        )
