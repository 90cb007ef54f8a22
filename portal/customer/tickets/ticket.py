"""One ticket: what was said in it, oldest first, and the customer's reply."""

from fastapi.responses import Response
from pydantic import Field

from contracts.message import Id, Text
from contracts.said import said
from contracts.tickets import ReplyToTicket
from portal.customer.tickets.view import LOOKS, messages_of
from portal.shared.conversations import read_conversation
from portal.shared.files import ACCEPTED, LARGEST_UPLOAD_BYTES, Uploads, sent, written
from portal.web.forms import Form, FormIsWrong, Typed
from portal.web.lists import Place
from portal.web.page import Page, PageDep
from portal.web.pages import Pages

pages = Pages()


class ReplyForm(Form):
    body: Text = Field(min_length=1)
    files: Uploads = Field(default=[])


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
    view = await read_conversation(page, ticket_id, cursor)
    return page.show(
        "customer/tickets/ticket.html",
        status=status,
        view=view,
        look=LOOKS[view.ticket.state],
        messages=messages_of(view.messages),
        form=form,
        accepted=ACCEPTED,
    )
