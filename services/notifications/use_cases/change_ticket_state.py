"""Set a ticket's state by hand, with a note of who did it. Decides nothing about the order."""

from chassis.tokens import Caller
from contracts.said import said
from contracts.tickets import TicketState, TicketView
from services.notifications.context import Context
from services.notifications.repository.tickets import add_message, move_ticket
from services.notifications.use_cases.read_tickets import read_ticket
from services.notifications.use_cases.reply_to_ticket import lock_ticket_for


async def change_ticket_state(
    context: Context, caller: Caller, ticket_id: str, state: TicketState, request_key: str
) -> TicketView:
    """The ticket afterwards; the internal note of the change is in it."""
    async with context.database.begin() as connection:
        ticket = await lock_ticket_for(connection, caller, ticket_id)
        if state != ticket.state:
            noted = await add_message(
                connection,
                ticket.id,
                key=request_key,
                author=caller.actor.label,
                visibility="internal",
                body=said("ticket.state_changed", state_before=ticket.state, state_after=state),
            )
            if noted is not None:
                await move_ticket(connection, ticket.id, state)
    return await read_ticket(context, caller, ticket_id)
