"""Change how a ticket is handled, with a note of who changed what; nothing about the order."""

from chassis.ids import new_id
from chassis.tokens import Caller
from contracts.said import said
from contracts.tickets import ChangeTicket, TicketView
from services.notifications.context import Context
from services.notifications.domain.tickets import changed, changes_between
from services.notifications.repository.ticket_messages import add_message
from services.notifications.repository.tickets import handle_ticket
from services.notifications.use_cases.read_tickets import read_ticket
from services.notifications.use_cases.reply_to_ticket import lock_ticket_for


async def change_ticket(
    context: Context, caller: Caller, ticket_id: str, change: ChangeTicket
) -> TicketView:
    """The ticket afterwards; the internal note of the change is in it. What is as wanted already
    is not noted, so that a repeated request changes nothing."""
    async with context.database.begin() as connection:
        ticket = await lock_ticket_for(connection, caller, ticket_id)
        after = changed(ticket.handling, change)
        if changes := changes_between(ticket.handling, after):
            await handle_ticket(connection, ticket.id, after)
            await add_message(
                connection,
                ticket.id,
                key=new_id("chg"),
                author=caller.actor.label,
                visibility="internal",
                body=said("ticket.changed", changes=changes),
            )
    return await read_ticket(context, caller, ticket_id)
