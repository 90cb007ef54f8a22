"""What was written about one order: its tickets, and its mails, which can be sent once more."""

import asyncio

from fastapi.responses import Response

from contracts.mails import MailView
from contracts.message import Id
from contracts.message import Page as PageOf
from contracts.tickets import TicketSummary
from portal.admin.mails.routes import LOOKS
from portal.admin.permissions import PERMISSIONS
from portal.admin.who import people_of
from portal.web.lists import ROWS, Place, beginning, following
from portal.web.page import Away, Page, PageDep
from portal.web.pages import Pages

pages = Pages()
MOST_TICKETS = 50


@pages.get("/orders/{order_id}/talk", permission="staff")
async def talk(page: PageDep, order_id: Id, cursor: Place = None) -> Response:
    """`cursor` is of the mails."""
    found, read = await asyncio.gather(
        page.services.orders.order(order_id),
        page.away(_read(page, order_id, cursor), "notifications"),
    )
    tickets, mails = (None, None) if isinstance(read, Away) else read
    return page.show(
        "admin/order/talk.html",
        order=found,
        zone=found.policy.time_zone,
        tickets=tickets,
        mails=mails,
        names=await people_of(page, [one.assignee for one in tickets.items] if tickets else []),
        looks=LOOKS,
        can_resend=PERMISSIONS.admits("decide", page.session),
        next=following(page, mails.next_cursor) if mails else "",
        first=beginning(page, cursor),
    )


async def _read(
    page: Page, order_id: str, cursor: str | None
) -> tuple[PageOf[TicketSummary], PageOf[MailView]]:
    notifications = page.services.notifications
    return await asyncio.gather(
        notifications.tickets(order_id=order_id, limit=MOST_TICKETS),
        notifications.mails(order_id=order_id, cursor=cursor, limit=ROWS),
    )
