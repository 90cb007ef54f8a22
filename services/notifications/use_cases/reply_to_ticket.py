"""Write into a ticket: a public message waits for the other side, a note changes nothing."""

from sqlalchemy.ext.asyncio import AsyncConnection

from chassis.auth import require_may_see
from chassis.problems import not_found
from chassis.tokens import Caller
from contracts.tickets import ReplyToTicket, TicketView
from services.notifications.context import Context
from services.notifications.domain.mail import Mail
from services.notifications.domain.notices import answer_in, subject_of_answer
from services.notifications.domain.tickets import check_may_write, state_after_message
from services.notifications.letters.composing import Frame, compose
from services.notifications.repository.mails import last_sender
from services.notifications.repository.tickets import (
    Ticket,
    add_message,
    lock_ticket,
    move_ticket,
)
from services.notifications.use_cases.queue_mail import queue_mail
from services.notifications.use_cases.read_tickets import read_ticket


async def reply_to_ticket(
    context: Context, caller: Caller, ticket_id: str, reply: ReplyToTicket, request_key: str
) -> TicketView:
    """Raises `InternalNoteIsForStaff`. Staff's public answer is mailed to the customer."""
    kind = caller.actor.kind
    check_may_write(kind, reply.visibility)
    queued = None
    async with context.database.begin() as connection:
        ticket = await lock_ticket_for(connection, caller, ticket_id)
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
                queued = await _queue_answer(context, connection, ticket, message_id, reply.body)
    if queued is not None:
        context.inline.deliver_soon([queued])
    return await read_ticket(context, caller, ticket_id)


async def lock_ticket_for(connection: AsyncConnection, caller: Caller, ticket_id: str) -> Ticket:
    """The ticket, locked; `ObjectIsNotFound` when the caller may not see it."""
    ticket = await lock_ticket(connection, ticket_id)
    if ticket is None:
        raise not_found("ticket")
    require_may_see(caller, "ticket", ticket.partner_id, ticket.customer_id)
    return ticket


async def _queue_answer(
    context: Context, connection: AsyncConnection, ticket: Ticket, message_id: str, body: str
) -> int | None:
    mail = Mail(
        key=f"ticket/{message_id}",
        event="ticket_answer",
        thread=f"order/{ticket.order_id}",
        order_id=ticket.order_id,
        partner_id=ticket.partner_id,
        customer_id=ticket.customer_id,
        audience="customer",
        language=ticket.language,
        recipients=[ticket.customer_email],
        sender=await last_sender(connection, ticket.partner_id, ticket.order_id),
    )
    answer = answer_in(ticket.customer_name, body)
    wording = compose(subject_of_answer(ticket.subject), answer, Frame.of(mail, None))
    return await queue_mail(context, connection, mail, wording)
