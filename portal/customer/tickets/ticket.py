"""One ticket: what was said in it, oldest first, and the customer's reply."""

from dataclasses import dataclass

from fastapi.responses import Response
from pydantic import Field

from contracts.message import Id, Text
from contracts.said import said
from contracts.tickets import ReplyToTicket, TicketView
from portal.customer.tickets.view import LOOKS, Said, messages_of
from portal.shared.files import ACCEPTED, LARGEST_UPLOAD_BYTES, Uploads, sent, written
from portal.web.forms import Form, FormIsWrong, Typed
from portal.web.lists import Place, address, beginning
from portal.web.page import Page, PageDep
from portal.web.pages import Pages

pages = Pages()
MESSAGES_AT_ONCE = 50


class ReplyForm(Form):
    body: Text = Field(min_length=1)
    files: Uploads = Field(default=[])


@dataclass(frozen=True)
class Shown:
    ticket: TicketView
    look: str
    messages: list[Said]
    earlier: str
    newest: str
    """Where the messages go on to; empty where they do not."""


@pages.get("/tickets/{ticket_id}", permission="customer")
async def ticket(page: PageDep, ticket_id: Id, cursor: Place = None) -> Response:
    return await _show(page, ticket_id, page.typed(), cursor=cursor)


@pages.post("/tickets/{ticket_id}", permission="customer", max_body_size=LARGEST_UPLOAD_BYTES)
async def reply(page: PageDep, ticket_id: Id) -> Response:
    try:
        form = await page.form(ReplyForm)
        message = ReplyToTicket(body=form.body, files=await written(page, form.files))
        notifications = page.services.notifications
        await sent(page, lambda key: notifications.reply(ticket_id, message, key=key))
    except FormIsWrong as wrong:
        return await _show(page, ticket_id, wrong.typed, status=422)
    return page.go(f"/tickets/{ticket_id}", said("portal.tickets.was_sent"))


async def _show(
    page: Page, ticket_id: str, form: Typed, *, cursor: str | None = None, status: int = 200
) -> Response:
    view = await _read(page, ticket_id, cursor)
    return page.show(
        "customer/tickets/ticket.html", status=status, view=view, form=form, accepted=ACCEPTED
    )


async def _read(page: Page, ticket_id: str, cursor: str | None) -> Shown:
    """Whoever has the newest messages in front of it has read them."""
    notifications = page.services.notifications
    found = await notifications.ticket(ticket_id)
    messages, earlier = found.messages, found.earlier_cursor
    if cursor:
        listed = await notifications.ticket_messages(
            ticket_id, cursor=cursor, limit=MESSAGES_AT_ONCE
        )
        messages, earlier = listed.items[::-1], listed.next_cursor
    elif found.unread_count and messages:
        await page.away(notifications.mark_ticket_read(ticket_id, messages[-1].id), "")
    return Shown(
        ticket=found,
        look=LOOKS[found.state],
        messages=messages_of(messages),
        earlier=address(page, cursor=earlier) if earlier else "",
        newest=beginning(page, cursor),
    )
