"""Write into a ticket: a public message waits for the other side, a note changes nothing."""

from sqlalchemy.ext.asyncio import AsyncConnection

from chassis.tokens import Caller
from contracts.tickets import ReplyToTicket, TicketView
from services.notifications.context import Context
from services.notifications.domain.attachments import attached
from services.notifications.domain.tickets import check_may_write, state_after_answer
from services.notifications.repository.tickets import Ticket, lock_ticket, move_ticket
from services.notifications.use_cases.read_tickets import read_ticket, require_seen
from services.notifications.use_cases.write_message import mail_soon, write_message


async def reply_to_ticket(
    context: Context, caller: Caller, ticket_id: str, reply: ReplyToTicket, request_key: str
) -> TicketView:
    """Raises `InternalNoteIsForStaff`, `FileIsNotAccepted` and `FilesAreTooLarge`; nothing is kept
    then. The other side is mailed what is public."""
    kind, visibility = caller.actor.kind, reply.visibility
    check_may_write(kind, visibility)
    files = attached(reply.files)
    async with context.database.begin() as connection:
        ticket = await lock_ticket_for(connection, caller, ticket_id)
        written = await write_message(
            context,
            connection,
            caller,
            ticket.id,
            reply.body,
            files,
            request_key,
            visibility,
            hidden=ticket.hidden,
        )
        if written is not None:
            await move_ticket(connection, ticket.id, state_after_answer(kind))
    await mail_soon(context, written)
    return await read_ticket(context, caller, ticket_id)


async def lock_ticket_for(connection: AsyncConnection, caller: Caller, ticket_id: str) -> Ticket:
    """The ticket, locked; `ObjectIsNotFound` when the caller may not see it."""
    return require_seen(caller, await lock_ticket(connection, ticket_id))
