"""Write into a ticket: a public message waits for the other side, a note changes nothing."""

from sqlalchemy.ext.asyncio import AsyncConnection

from chassis.auth import require_may_see
from chassis.problems import not_found
from chassis.tokens import Caller
from contracts.notifications import ReplyToTicket, TicketView
from services.notifications.domain.tickets import check_may_write, state_after_message
from services.notifications.domain.wording.customer import reply_mail
from services.notifications.repository.mails import Addressee
from services.notifications.repository.tickets import (
    Ticket,
    add_message,
    lock_ticket,
    move_ticket,
)
from services.notifications.use_cases.post_room import PostRoom, Queued
from services.notifications.use_cases.read_tickets import read_ticket


async def reply_to_ticket(
    post_room: PostRoom, caller: Caller, ticket_id: str, reply: ReplyToTicket, request_key: str
) -> tuple[TicketView, list[Queued]]:
    """Raises `InternalNoteIsForStaff`. Staff's public answer is mailed to the customer."""
    kind = caller.actor.kind
    check_may_write(kind, reply.visibility)
    queued = None
    async with post_room.database.begin() as connection:
        ticket = await lock_seen_ticket(connection, caller, ticket_id)
        message_id = await add_message(
            connection,
            ticket.id,
            key=request_key,
            author=caller.actor.label,
            visibility=reply.visibility,
            body=reply.body,
        )
        if message_id is not None:
            state = state_after_message(ticket.state, kind, reply.visibility)
            await move_ticket(connection, ticket.id, state)
            if kind != "customer" and reply.visibility == "public":
                queued = await _mail(post_room, connection, ticket, message_id, reply.body)
    return await read_ticket(post_room.database, caller, ticket_id), [queued] if queued else []


async def lock_seen_ticket(connection: AsyncConnection, caller: Caller, ticket_id: str) -> Ticket:
    """The ticket, locked; `ObjectIsNotFound` when the caller may not see it."""
    ticket = await lock_ticket(connection, ticket_id=ticket_id)
    if ticket is None:
        raise not_found("ticket")
    require_may_see(caller, "ticket", ticket.partner_id, ticket.customer_id)
    return ticket


async def _mail(
    post_room: PostRoom,
    connection: AsyncConnection,
    ticket: Ticket,
    message_id: str,
    body: str,
) -> Queued | None:
    to = Addressee(
        ticket.order_id,
        ticket.partner_id,
        ticket.customer_id,
        "customer",
        [ticket.customer_email],
    )
    wording = reply_mail(ticket.customer_name, ticket.subject, body, ticket.order_id)
    return await post_room.queue(connection, f"ticket/{message_id}", to, wording)
