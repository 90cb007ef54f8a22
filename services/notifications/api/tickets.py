"""/v1/tickets: customers and staff talk about an order."""

from typing import Annotated

from fastapi import APIRouter, Body

from chassis.auth import require
from chassis.idempotency import IdempotentRoute, RequestKey
from contracts.message import Id, Page
from contracts.tickets import ChangeTicketState, ReplyToTicket, TicketView
from services.notifications.api.dependencies import BoundCallerDep, ContextDep, ListingDep
from services.notifications.api.examples import REPLY
from services.notifications.use_cases.change_ticket_state import change_ticket_state
from services.notifications.use_cases.read_tickets import list_tickets, read_ticket
from services.notifications.use_cases.reply_to_ticket import reply_to_ticket

router = APIRouter(prefix="/v1/tickets", tags=["tickets"], route_class=IdempotentRoute)


@router.get("", summary="Tickets, newest first")
async def get_tickets(
    caller: BoundCallerDep, context: ContextDep, listing: ListingDep
) -> Page[TicketView]:
    return await list_tickets(context, caller, listing)


@router.get("/{ticket_id}", summary="One ticket with its messages")
async def get_ticket(ticket_id: Id, caller: BoundCallerDep, context: ContextDep) -> TicketView:
    return await read_ticket(context, caller, ticket_id)


@router.post("/{ticket_id}/messages", status_code=201, summary="Write into a ticket")
async def post_message(
    ticket_id: Id,
    reply: Annotated[ReplyToTicket, Body(openapi_examples=REPLY)],
    caller: BoundCallerDep,
    context: ContextDep,
    request_key: RequestKey,
) -> TicketView:
    """A public message moves the ticket to the other side; an internal note is for staff."""
    require(caller, "customer", "admin", "operator")
    return await reply_to_ticket(context, caller, ticket_id, reply, request_key)


@router.post("/{ticket_id}/state", summary="Set a ticket's state by hand")
async def post_state(
    ticket_id: Id,
    change: ChangeTicketState,
    caller: BoundCallerDep,
    context: ContextDep,
    request_key: RequestKey,
) -> TicketView:
    """Decides nothing about the order."""
    require(caller, "admin", "operator")
    return await change_ticket_state(context, caller, ticket_id, change.state, request_key)
