"""/v1/tickets: customers and staff talk, about an order or about anything."""

from typing import Annotated

from fastapi import APIRouter, Body, Query, Response

from chassis.auth import require
from chassis.idempotency import IdempotentRoute, RequestKey
from chassis.pages import Cursor, Limit, decode_number
from contracts.attachments import LARGEST_MESSAGE_BODY_BYTES
from contracts.message import Id, Name, Page
from contracts.overviews import UnreadTickets
from contracts.tickets import (
    ChangeTicket,
    MarkTicketRead,
    OpenTicket,
    ReplyToTicket,
    TicketMessageView,
    TicketSummary,
    TicketView,
)
from services.notifications.api.dependencies import BoundCallerDep, ContextDep
from services.notifications.api.downloads import as_download
from services.notifications.api.examples import CHANGE_TICKET, OPEN_TICKET, REPLY
from services.notifications.api.ticket_filters import TicketListingDep
from services.notifications.use_cases import read_tickets
from services.notifications.use_cases.change_ticket import change_ticket
from services.notifications.use_cases.open_ticket import open_ticket
from services.notifications.use_cases.reply_to_ticket import reply_to_ticket

router = APIRouter(prefix="/v1/tickets", tags=["tickets"], route_class=IdempotentRoute)


@router.get("", summary="Tickets, newest activity first")
async def get_tickets(
    caller: BoundCallerDep, context: ContextDep, listing: TicketListingDep
) -> Page[TicketSummary]:
    """A customer's own, an admin's partner's, and everything for operators and systems."""
    return await read_tickets.list_tickets(context, caller, listing)


@router.get("/unread", summary="How many tickets hold something unread, and the newest of them")
async def get_unread(
    caller: BoundCallerDep, context: ContextDep, listing: TicketListingDep
) -> UnreadTickets:
    """Of what the list of tickets gives the same caller, whatever is asked of it."""
    return await read_tickets.show_unread(context, caller, listing)


@router.post("", status_code=201, summary="Open a ticket", max_body_size=LARGEST_MESSAGE_BODY_BYTES)
async def post_ticket(
    command: Annotated[OpenTicket, Body(openapi_examples=OPEN_TICKET)],
    caller: BoundCallerDep,
    context: ContextDep,
    request_key: RequestKey,
) -> TicketView:
    """By a customer, or by staff for one, who gets it by mail too."""
    require(caller, "customer", "admin", "operator")
    return await open_ticket(context, caller, command, request_key)


@router.get("/{ticket_id}", summary="One ticket with its newest messages")
async def get_ticket(ticket_id: Id, caller: BoundCallerDep, context: ContextDep) -> TicketView:
    return await read_tickets.read_ticket(context, caller, ticket_id)


@router.patch("/{ticket_id}", summary="Change how a ticket is handled")
async def patch_ticket(
    ticket_id: Id,
    change: Annotated[ChangeTicket, Body(openapi_examples=CHANGE_TICKET)],
    caller: BoundCallerDep,
    context: ContextDep,
) -> TicketView:
    """Each change leaves an internal note. Decides nothing about the order."""
    require(caller, "admin", "operator")
    return await change_ticket(context, caller, ticket_id, change)


@router.get("/{ticket_id}/messages", summary="A ticket's messages, newest first")
async def get_messages(
    ticket_id: Id,
    caller: BoundCallerDep,
    context: ContextDep,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Page[TicketMessageView]:
    before = decode_number(cursor)
    return await read_tickets.read_messages(context, caller, ticket_id, before, limit)


@router.post(
    "/{ticket_id}/messages",
    status_code=201,
    summary="Write into a ticket",
    max_body_size=LARGEST_MESSAGE_BODY_BYTES,
)
async def post_message(
    ticket_id: Id,
    reply: Annotated[ReplyToTicket, Body(openapi_examples=REPLY)],
    caller: BoundCallerDep,
    context: ContextDep,
    request_key: RequestKey,
) -> TicketView:
    """A public message moves the ticket to the other side; an internal note is for staff. Files
    are seen by whoever sees their message."""
    require(caller, "customer", "admin", "operator")
    return await reply_to_ticket(context, caller, ticket_id, reply, request_key)


@router.put("/{ticket_id}/read", status_code=204, summary="Mark a ticket as read up to a message")
async def put_read(
    ticket_id: Id,
    mark: MarkTicketRead,
    caller: BoundCallerDep,
    context: ContextDep,
) -> None:
    """For its customer, or for the one of the staff who asks. A mark never goes back."""
    require(caller, "customer", "admin", "operator")
    await read_tickets.mark_ticket_read(context, caller, ticket_id, mark)


@router.get(
    "/{ticket_id}/attachments/{attachment_id}",
    summary="A file in a ticket, to be saved",
    response_class=Response,
)
async def get_attachment(
    ticket_id: Id,
    attachment_id: Id,
    caller: BoundCallerDep,
    context: ContextDep,
    name: Annotated[Name | None, Query(description="Only if it is called so.")] = None,
) -> Response:
    return as_download(
        await read_tickets.read_attachment(context, caller, ticket_id, attachment_id, name)
    )
