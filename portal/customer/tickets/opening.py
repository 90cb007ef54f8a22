"""A customer opens a ticket, about an order or about anything."""

from fastapi.responses import Response
from pydantic import Field

from contracts.message import Id, PrintedName, Text
from contracts.said import said
from contracts.tickets import OpenTicket
from portal.customer.orders.view import row_of
from portal.shared.files import ACCEPTED, LARGEST_UPLOAD_BYTES, Uploads, sent, written
from portal.web.forms import Form, FormIsWrong, Typed
from portal.web.page import Away, Page, PageDep
from portal.web.pages import Pages

pages = Pages()
NEWEST_ORDERS = 20
"""To choose from."""


class NewTicketForm(Form):
    subject: PrintedName
    body: Text = Field(min_length=1)
    order_id: Id | None = None
    files: Uploads = Field(default=[])


@pages.get("/tickets/new", permission="customer")
async def new_ticket(page: PageDep, order_id: Id | None = None) -> Response:
    return await _form(page, page.typed(order_id=order_id or ""))


@pages.post("/tickets/new", permission="customer", max_body_size=LARGEST_UPLOAD_BYTES)
async def open_ticket(page: PageDep) -> Response:
    try:
        form = await page.form(NewTicketForm)
        ticket = OpenTicket(
            subject=form.subject,
            body=form.body,
            order_id=form.order_id,
            files=await written(page, form.files),
        )
        notifications = page.services.notifications
        opened = await sent(page, lambda key: notifications.open_ticket(ticket, key=key))
    except FormIsWrong as wrong:
        return await _form(page, wrong.typed, status=422)
    return page.go(f"/tickets/{opened.id}", said("portal.tickets.was_opened"))


async def _form(page: Page, form: Typed, status: int = 200) -> Response:
    """Without orders to choose from while those are away."""
    listed = await page.away(page.services.orders.orders(limit=NEWEST_ORDERS), "")
    orders = [] if isinstance(listed, Away) else [row_of(one) for one in listed.items]
    return page.show(
        "customer/tickets/new.html", status=status, form=form, orders=orders, accepted=ACCEPTED
    )
