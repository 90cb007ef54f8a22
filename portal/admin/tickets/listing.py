"""Tickets as a list, also for a spreadsheet, those with the newest activity first."""

from collections.abc import AsyncIterator, Sequence

from fastapi.responses import Response

from clients.pages import all_of
from portal.admin.lists import file_of, read_list
from portal.admin.tickets.asked import ME, NOBODY, PRIORITIES, STATES, Asked, AskedDep
from portal.admin.who import people_of
from portal.web.csv import ROWS_AT_ONCE, Cell
from portal.web.lists import Place, choices
from portal.web.page import Page, PageDep
from portal.web.pages import Pages
from portal.web.templates import t
from wording.telling import moment_in, term

pages = Pages()
COLUMNS = (
    "portal.tickets.subject",
    "admin.tickets.customer",
    "portal.tickets.state",
    "admin.tickets.priority",
    "admin.tickets.group",
    "admin.tickets.assignee",
    "admin.tickets.opened",
    "portal.tickets.last",
    "admin.tickets.messages",
    "admin.customers.partner",
    "admin.customers.number",
    "portal.services.order",
)


@pages.get("/tickets", permission="staff")
async def tickets(page: PageDep, asked: AskedDep, cursor: Place = None) -> Response:
    shown, partners = await read_list(page, asked, cursor)
    assignees = [("", t("admin.list.any")), (ME, t("admin.tickets.me"))]
    assignees.append((NOBODY, t("admin.tickets.nobody")))
    names = await people_of(page, [asked.assignee, *(one.assignee for one in shown.rows)])
    if asked.assignee not in dict(assignees):
        assignees.append((asked.assignee, names.of(asked.assignee)))
    return page.show(
        "admin/tickets/list.html",
        list=shown,
        asked=asked,
        names=names,
        partners=partners,
        states=[
            ("open", t("admin.tickets.open")),
            ("unanswered", t("admin.tickets.unanswered")),
            *choices("ticket_state", STATES),
        ],
        assignees=assignees,
        priorities=choices("priority", PRIORITIES),
    )


@pages.get("/tickets.csv", permission="staff")
async def export(page: PageDep, asked: AskedDep) -> Response:
    return await file_of(page, "admin.tickets.file", COLUMNS, _rows(page, asked))


async def _rows(page: Page, asked: Asked) -> AsyncIterator[Sequence[Cell]]:
    async for one in all_of(asked.reader(page, ROWS_AT_ONCE)):
        last = one.last_message.at if one.last_message else one.opened_at
        yield (
            one.subject,
            one.customer_name,
            term("ticket_state", one.state),
            term("priority", one.priority) if one.priority else None,
            one.group,
            one.assignee,
            moment_in(one.opened_at, page.zone),
            moment_in(last, page.zone),
            one.message_count,
            one.partner_id,
            one.customer_id,
            one.order_id,
        )
