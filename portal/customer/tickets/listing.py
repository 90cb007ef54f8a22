"""The customer's tickets as a list, those with the newest activity first."""

from typing import Literal

from fastapi.responses import Response

from portal.customer.tickets.view import OPEN, row_of
from portal.web.lists import ROWS, Place, Words, address, beginning, following
from portal.web.page import PageDep
from portal.web.pages import Pages

pages = Pages()


@pages.get("/tickets", permission="customer")
async def tickets(
    page: PageDep,
    q: Words = "",
    show: Literal["open", "all", ""] = "",
    unread: Literal["1", ""] = "",
    cursor: Place = None,
) -> Response:
    listed = await page.services.notifications.tickets(
        state=OPEN if show == "open" else (),
        q=q.strip() or None,
        unread=bool(unread),
        cursor=cursor,
        limit=ROWS,
    )
    return page.show(
        "customer/tickets/list.html",
        tickets=[row_of(one) for one in listed.items],
        q=q,
        show=show,
        unread=unread,
        to_all=address(page, show=None, unread=None, cursor=None),
        to_open=address(page, show="open", unread=None, cursor=None),
        to_unread=address(page, show=None, unread="1", cursor=None),
        next=following(page, listed.next_cursor),
        first=beginning(page, cursor),
    )
