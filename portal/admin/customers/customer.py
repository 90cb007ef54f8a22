"""One customer, with what it has in tabs; the address says which one is open."""

from collections.abc import Sequence
from typing import Any
from zoneinfo import ZoneInfo

from fastapi.responses import Response

from contracts.message import Id, PartnerId
from portal.admin.customers.tabs import TABS, Tab, read_tab
from portal.admin.customers.view import LANGUAGES, path_of
from portal.admin.partners import sees_all
from portal.admin.permissions import PERMISSIONS
from portal.admin.who import people_of
from portal.web.lists import Place, beginning, following
from portal.web.page import Away, PageDep
from portal.web.pages import Pages
from portal.web.templates import t

pages = Pages()


@pages.get("/customers/{customer_id}", permission="staff")
async def customer(
    page: PageDep,
    customer_id: Id,
    partner_id: PartnerId | None = None,
    tab: Tab = "services",
    cursor: Place = None,
) -> Response:
    found = await page.services.orders.customer(customer_id, partner_id=partner_id)
    named = found.partner_id if sees_all(page) else None
    shown = await read_tab(page, tab, found, cursor)
    is_away = isinstance(shown.listed, Away)
    rows = [] if isinstance(shown.listed, Away) else shown.listed.items
    return page.show(
        "admin/customers/page.html",
        customer=found,
        language=dict(LANGUAGES).get(found.language or "", ""),
        names_partner=sees_all(page),
        can_change=PERMISSIONS.admits("decide", page.session),
        today=page.context.now().astimezone(ZoneInfo(page.zone)).date(),
        to_visit=path_of(found.id, named, "/visit"),
        to_edit=path_of(found.id, named, "/edit"),
        tab=tab,
        tabs=[
            (t("admin.customer.tab", tab=one), path_of(found.id, named, tab=one), one == tab)
            for one in TABS
        ],
        is_away=is_away,
        rows=rows,
        names=await people_of(page, _staff_in(tab, rows)),
        overview=None if isinstance(shown.overview, Away) else shown.overview,
        next="" if isinstance(shown.listed, Away) else following(page, shown.listed.next_cursor),
        first=beginning(page, cursor),
    )


def _staff_in(tab: Tab, rows: Sequence[Any]) -> list[str | None]:
    """Who looks after tickets, or was here as the customer."""
    field = {"tickets": "assignee", "visits": "by"}.get(tab)
    return [getattr(row, field) for row in rows] if field else []
