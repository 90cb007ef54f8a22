"""Offerings as a list, as they stand on the portal, also for a spreadsheet."""

from collections.abc import AsyncIterator, Sequence

from fastapi.responses import Response

from clients.pages import all_of
from contracts.catalog import KIND_ORDER, OfferingView
from portal.admin.lists import file_of, read_list
from portal.admin.offerings.asked import Asked, AskedDep
from portal.admin.offerings.facts import period_of, vat_of, yes_or_no
from portal.admin.permissions import PERMISSIONS
from portal.web.csv import ROWS_AT_ONCE, Cell, amount
from portal.web.lists import Place, choices
from portal.web.page import Page, PageDep
from portal.web.pages import Pages
from wording.telling import term

pages = Pages()
COLUMNS = (
    "admin.offering.number",
    "admin.offering.kind",
    "admin.offering.title",
    "admin.offering.description",
    "admin.offering.amount",
    "document.currency",
    "admin.offering.cycle",
    "admin.offering.vat",
    "admin.offering.fee",
    "admin.offering.partner_ids",
    "admin.offering.locations",
    "admin.offering.categories",
    "admin.offering.labels",
    "admin.offering.enabled",
    "admin.offering.show_on_portal",
    "admin.offering.download_mbps",
    "admin.offering.upload_mbps",
    "admin.offering.component_ids",
    "admin.offering.contract_months",
)


@pages.get("/offerings", permission="staff")
async def offerings(page: PageDep, asked: AskedDep, cursor: Place = None) -> Response:
    shown, partners = await read_list(page, asked, cursor)
    return page.show(
        "admin/offerings/list.html",
        list=shown,
        asked=asked,
        kinds=choices("offering_kind", KIND_ORDER),
        partners=partners,
        can_change=PERMISSIONS.admits("decide", page.session),
    )


@pages.get("/offerings.csv", permission="staff")
async def export(page: PageDep, asked: AskedDep) -> Response:
    return await file_of(page, "admin.offerings.file", COLUMNS, _rows(page, asked))


async def _rows(page: Page, asked: Asked) -> AsyncIterator[Sequence[Cell]]:
    async for one in all_of(asked.reader(page, ROWS_AT_ONCE)):
        yield _row(one)


def _row(one: OfferingView) -> Sequence[Cell]:
    price, wanted = one.price, one.availability
    return (
        one.id,
        term("offering_kind", one.kind),
        one.title,
        one.description,
        amount(price.amount_minor, price.currency),
        price.currency,
        period_of(price),
        vat_of(price),
        amount(price.activation_fee_minor, price.currency),
        ", ".join(map(str, wanted.partner_ids)),
        ", ".join(wanted.locations),
        ", ".join(term("customer_category", each) for each in wanted.categories),
        ", ".join(wanted.labels),
        yes_or_no(one.enabled),
        yes_or_no(one.show_on_portal),
        one.download_mbps,
        one.upload_mbps,
        ", ".join(one.component_ids),
        one.contract_months,
    )
