"""Staff as a list, the newest first, also for a spreadsheet."""

from collections.abc import AsyncIterator, Sequence

from fastapi.responses import Response

from clients.pages import all_of
from contracts.staff import STAFF_ROLES
from portal.admin.lists import file_of, read_list
from portal.admin.partners import sees_all
from portal.admin.people.asked import Asked, AskedDep
from portal.admin.permissions import PERMISSIONS
from portal.web.csv import ROWS_AT_ONCE, Cell
from portal.web.lists import Place, choices
from portal.web.page import Page, PageDep
from portal.web.pages import Pages
from portal.web.templates import t
from wording.telling import moment_in, term

pages = Pages()
COLUMNS = (
    "admin.customers.name",
    "admin.customers.email",
    "admin.start.role",
    "admin.customers.partner",
    "admin.second.name",
    "admin.staff.disabled_since",
)


@pages.get("/staff", permission="staff")
async def people(page: PageDep, asked: AskedDep, cursor: Place = None) -> Response:
    shown, partners = await read_list(page, asked, cursor)
    return page.show(
        "admin/people/list.html",
        list=shown,
        asked=asked,
        partners=partners,
        roles=choices("staff_role", STAFF_ROLES) if sees_all(page) else [],
        accesses=choices("staff_access", ("enabled", "disabled")),
        names_partner=sees_all(page),
        can_change=PERMISSIONS.admits("users", page.session),
        can_make_partners=PERMISSIONS.admits("partners", page.session),
    )


@pages.get("/staff.csv", permission="staff")
async def export(page: PageDep, asked: AskedDep) -> Response:
    return await file_of(page, "admin.staff.file", COLUMNS, _rows(page, asked))


async def _rows(page: Page, asked: Asked) -> AsyncIterator[Sequence[Cell]]:
    async for one in all_of(asked.reader(page, ROWS_AT_ONCE)):
        yield (
            one.name,
            one.email,
            term("staff_role", one.role),
            one.partner_id,
            t("admin.staff.yes") if one.has_second_factor else t("admin.staff.no"),
            moment_in(one.disabled_at, page.zone) if one.disabled_at else None,
        )
