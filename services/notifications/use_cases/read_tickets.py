"""Read tickets. A customer never receives an internal message, nor the name of any staff."""

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncConnection

from chassis.auth import require_may_see
from chassis.listing import Listing
from chassis.pages import page_of, shown
from chassis.problems import not_found
from chassis.tokens import Caller
from contracts.actors import Actor
from contracts.message import Page
from contracts.tickets import TicketView
from services.notifications.context import Context
from services.notifications.repository.tickets import (
    Ticket,
    find_ticket,
    messages_in,
    page_of_tickets,
)
from services.notifications.views import ticket_view


async def list_tickets(context: Context, caller: Caller, listing: Listing) -> Page[TicketView]:
    """Newest first: a customer's own, an admin's partner's."""
    async with context.database.autocommit() as connection:
        tickets = await page_of_tickets(connection, listing)
        items = await _with_messages(connection, tickets, caller.actor)
    return page_of(items, shown, listing.limit)


async def read_ticket(context: Context, caller: Caller, ticket_id: str) -> TicketView:
    """Raises `ObjectIsNotFound` also for what is somebody else's."""
    async with context.database.autocommit() as connection:
        ticket = await find_ticket(connection, ticket_id)
        if ticket is None:
            raise not_found("ticket")
        require_may_see(caller, "ticket", ticket.partner_id, ticket.customer_id)
        return (await _with_messages(connection, [ticket], caller.actor))[0]


async def _with_messages(
    connection: AsyncConnection, tickets: Sequence[Ticket], viewer: Actor
) -> list[TicketView]:
    ids = [ticket.id for ticket in tickets]
    messages = await messages_in(connection, ids, notes=viewer.kind != "customer")
    return [ticket_view(ticket, messages[ticket.id], viewer) for ticket in tickets]
