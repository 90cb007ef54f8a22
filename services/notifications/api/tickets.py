"""/v1/tickets: customers and staff talk about an order."""

from typing import Annotated

from fastapi import APIRouter, BackgroundTasks, Body, Query

from chassis.auth import require
from chassis.idempotency import IdempotentRoute, RequestKey
from chassis.pages import Cursor, Limit
from contracts.message import Id, Page
from contracts.notifications import ChangeTicketState, ReplyToTicket, TicketView
from services.notifications.api.dependencies import BoundCallerDep, PostRoomDep
from services.notifications.api.examples import REPLY
from services.notifications.use_cases import change_ticket_state, read_tickets, reply_to_ticket

router = APIRouter(prefix="/v1/tickets", tags=["tickets"], route_class=IdempotentRoute)

OrderFilter = Annotated[Id | None, Query(description="Of this order only.")]


@router.get("", summary="Tickets, newest first")
async def get_tickets(
    caller: BoundCallerDep,
    post_room: PostRoomDep,
    order_id: OrderFilter = None,
    cursor: Cursor = None,
    limit: Limit = 20,
) -> Page[TicketView]:
    return await read_tickets.list_tickets(post_room.database, caller, order_id, cursor, limit)


@router.get("/{ticket_id}", summary="One ticket with its messages")
async def get_ticket(ticket_id: Id, caller: BoundCallerDep, post_room: PostRoomDep) -> TicketView:
    return await read_tickets.read_ticket(post_room.database, caller, ticket_id)


@router.post("/{ticket_id}/messages", status_code=201, summary="Write into a ticket")
async def post_message(
    ticket_id: Id,
    reply: Annotated[ReplyToTicket, Body(openapi_examples=REPLY)],
    caller: BoundCallerDep,
    post_room: PostRoomDep,
    request_key: RequestKey,
    afterwards: BackgroundTasks,
) -> TicketView:
    """A public message moves the ticket to the other side; an internal note is for staff."""
    require(caller, "customer", "admin", "operator")
    ticket, queued = await reply_to_ticket.reply_to_ticket(
        post_room, caller, ticket_id, reply, request_key
    )
    afterwards.add_task(post_room.hand_over, queued)
    return ticket


@router.post("/{ticket_id}/state", summary="Set a ticket's state by hand")
async def post_state(
    ticket_id: Id,
    change: ChangeTicketState,
    caller: BoundCallerDep,
    post_room: PostRoomDep,
    request_key: RequestKey,
) -> TicketView:
    """Decides nothing about the order."""
    require(caller, "admin", "operator")
    return await change_ticket_state.change_ticket_state(
        post_room.database, caller, ticket_id, change.state, request_key
    )
