"""Read tickets. A customer never receives an internal message, nor the name of any staff."""

from chassis.auth import require_may_see
from chassis.database import Database
from chassis.pages import cursor_after, decode_cursor
from chassis.problems import not_found
from chassis.tokens import Caller
from contracts.message import Page
from contracts.notifications import TicketView
from services.notifications.repository.tickets import (
    find_ticket,
    page_of_tickets,
    with_messages,
)


async def list_tickets(
    database: Database, caller: Caller, order_id: str | None, cursor: str | None, limit: int
) -> Page[TicketView]:
    """Newest first: a customer's own, an admin's partner's."""
    actor = caller.actor
    async with database.autocommit() as connection:
        found = await page_of_tickets(
            connection,
            partner_id=actor.partner_id,
            customer_id=actor.id if actor.kind == "customer" else None,
            order_id=order_id,
            before_id=decode_cursor(cursor),
            limit=limit,
        )
        items = await with_messages(connection, found, actor)
    return Page(items=items, next_cursor=cursor_after([item.id for item in items], limit))


async def read_ticket(database: Database, caller: Caller, ticket_id: str) -> TicketView:
    """Raises `ObjectIsNotFound` also for what is somebody else's."""
    async with database.autocommit() as connection:
        ticket = await find_ticket(connection, ticket_id)
        if ticket is None:
            raise not_found("ticket")
        require_may_see(caller, "ticket", ticket.partner_id, ticket.customer_id)
        return (await with_messages(connection, [ticket], caller.actor))[0]
