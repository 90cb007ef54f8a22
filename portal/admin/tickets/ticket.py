"""One ticket: what was said in it, oldest first, and what staff answers, notes and changes."""

from typing import Any

from fastapi.responses import Response
from pydantic import Field

from contracts.message import Id, Label, PrintedLabel, Text
from contracts.said import said
from contracts.settings import Priority
from contracts.tickets import (
    ChangeTicket,
    ReplyToTicket,
    TicketState,
    Visibility,
)
from portal.admin.partners import sees_all
from portal.admin.permissions import PERMISSIONS
from portal.admin.tickets.asked import PRIORITIES, STATES
from portal.admin.who import people_of
from portal.shared.conversations import read_conversation
from portal.shared.files import (
    ACCEPTED,
    LARGEST_UPLOAD_BYTES,
    FileName,
    Uploads,
    downloaded,
    sent,
    written,
)
from portal.web.forms import Form, FormIsWrong, Typed
from portal.web.lists import Place, choices
from portal.web.page import Page, PageDep
from portal.web.pages import Pages

pages = Pages()


class ReplyForm(Form):
    body: Text = Field(min_length=1)
    visibility: Visibility = "public"
    files: Uploads = Field(default=[])


class ChangeForm(Form):
    """With what the form showed: what was left as it was is not sent, so that nobody puts back
    what another has changed meanwhile."""

    state: TicketState
    shown_state: Label = ""
    assignee: PrintedLabel = ""
    shown_assignee: Label = ""
    group: PrintedLabel = ""
    shown_group: Label = ""
    priority: Priority | None = None
    shown_priority: Label = ""
    mine: Label = ""
    """Of the button by which the reader takes the ticket."""


@pages.get("/tickets/{ticket_id}", permission="staff")
async def ticket(page: PageDep, ticket_id: Id, cursor: Place = None) -> Response:
    return await _show(page, ticket_id, page.typed(visibility="public"), cursor=cursor)


@pages.post("/tickets/{ticket_id}", permission="decide", max_body_size=LARGEST_UPLOAD_BYTES)
async def reply(page: PageDep, ticket_id: Id) -> Response:
    try:
        form = await page.form(ReplyForm)
        files = await written(page, form.files)
        message = ReplyToTicket(body=form.body, files=files, visibility=form.visibility)
        notifications = page.services.notifications
        await sent(page, lambda key: notifications.reply(ticket_id, message, key=key))
    except FormIsWrong as wrong:
        return await _show(page, ticket_id, wrong.typed, status=422)
    return page.go(
        f"/tickets/{ticket_id}", said("admin.tickets.was_sent", visibility=form.visibility)
    )


@pages.post("/tickets/{ticket_id}/change", permission="decide")
async def change(page: PageDep, ticket_id: Id) -> Response:
    try:
        form = await page.form(ChangeForm)
    except FormIsWrong as wrong:
        return await _show(page, ticket_id, wrong.typed, status=422)
    changes = _changes(form, page.account.email)
    if not changes:
        return page.go(f"/tickets/{ticket_id}", said("admin.tickets.nothing_changed"), "info")
    await page.services.notifications.change_ticket(ticket_id, ChangeTicket(**changes))
    return page.go(f"/tickets/{ticket_id}", said("admin.tickets.was_changed"))


@pages.get("/tickets/{ticket_id}/files/{file_id}/{name}", permission="staff")
async def download(page: PageDep, ticket_id: Id, file_id: Id, name: FileName) -> Response:
    return await downloaded(page, ticket_id, file_id, name)


def _changes(form: ChangeForm, me: str) -> dict[str, Any]:
    """A group can be changed and not be taken away."""
    given = {
        "state": form.state,
        "assignee": me if form.mine else form.assignee,
        "group": form.group or form.shown_group,
        "priority": form.priority or form.shown_priority,
    }
    return {name: v for name, v in given.items() if v != getattr(form, f"shown_{name}")}


async def _show(
    page: Page, ticket_id: str, typed: Typed, *, cursor: str | None = None, status: int = 200
) -> Response:
    view = await read_conversation(page, ticket_id, cursor)
    found = view.ticket
    customer = {(found.partner_id, found.customer_id): found.customer_name}
    names = await people_of(page, [one.author for one in view.messages], customer)
    kept = {name: getattr(found, name) or "" for name in ("state", "assignee", "group", "priority")}
    return page.show(
        "admin/tickets/ticket.html",
        status=status,
        view=view,
        names=names,
        typed=typed,
        # After a refused change what was typed, else what holds.
        change=Typed({**kept, **typed.values}, typed.faults),
        states=choices("ticket_state", STATES),
        priorities=choices("priority", PRIORITIES),
        can_change=PERMISSIONS.admits("decide", page.session),
        partner_id=found.partner_id if sees_all(page) else None,
        accepted=ACCEPTED,
    )
