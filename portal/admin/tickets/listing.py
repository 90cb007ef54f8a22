"""Tickets as a list, those with the newest activity first."""

import asyncio

from fastapi.responses import Response

from portal.admin.partners import partner_choices
from portal.admin.tickets.asked import ME, NOBODY, PRIORITIES, STATES, AskedDep
from portal.web.lists import ROWS, Place, beginning, choices, following
from portal.web.page import PageDep
from portal.web.pages import Pages
from portal.web.templates import t

pages = Pages()


@pages.get("/tickets", permission="staff")
async def tickets(page: PageDep, asked: AskedDep, cursor: Place = None) -> Response:
    listed, partners = await asyncio.gather(asked.reader(page, ROWS)(cursor), partner_choices(page))
    assignees = [("", t("admin.list.any")), (ME, t("admin.tickets.me"))]
    assignees.append((NOBODY, t("admin.tickets.nobody")))
    if asked.assignee not in dict(assignees):
        assignees.append((asked.assignee, asked.assignee))
    return page.show(
        "admin/tickets/list.html",
        tickets=listed.items,
        asked=asked,
        partners=partners,
        states=[("open", t("admin.tickets.open")), *choices("ticket_state", STATES)],
        assignees=assignees,
        priorities=choices("priority", PRIORITIES),
        next=following(page, listed.next_cursor),
        first=beginning(page, cursor),
    )
