"""Read tickets. A customer never receives an internal message, nor what is hidden from it, nor the
name of any staff."""

from dataclasses import replace
from operator import attrgetter

from sqlalchemy.ext.asyncio import AsyncConnection

from chassis.auth import require_may_see
from chassis.pages import page_of
from chassis.problems import not_found
from chassis.tokens import Caller
from contracts.actors import Actor
from contracts.message import Page
from contracts.overviews import MOST_UNREAD_SHOWN, UnreadTickets
from contracts.tickets import (
    MESSAGES_AT_ONCE,
    MarkTicketRead,
    TicketMessageView,
    TicketSummary,
    TicketView,
)
from services.notifications.context import Context
from services.notifications.domain.attachments import StoredFile
from services.notifications.domain.reading import Reader, TicketListing
from services.notifications.repository.attachments import attachments_of, find_attachment
from services.notifications.repository.ticket_lists import (
    SeenTicket,
    count_tickets,
    find_seen_ticket,
    page_of_tickets,
)
from services.notifications.repository.ticket_messages import mark_read, page_of_messages
from services.notifications.repository.tickets import Ticket, find_ticket
from services.notifications.views import message_view, ticket_summary, ticket_view


async def list_tickets(
    context: Context, caller: Caller, listing: TicketListing
) -> Page[TicketSummary]:
    """Newest activity first, of what the reader may see."""
    reader = Reader.of(caller.actor)

    def position(seen: SeenTicket) -> int:
        ticket = seen.ticket
        return ticket.last_public_position if reader.is_customer else ticket.last_position

    async with context.database.autocommit() as connection:
        found = await page_of_tickets(connection, reader, listing)
    return page_of(
        found, lambda seen: ticket_summary(seen, caller.actor), listing.limit, last_id=position
    )


async def show_unread(context: Context, caller: Caller, listing: TicketListing) -> UnreadTickets:
    """How many of the listed hold something unread, and the newest of them."""
    reader = Reader.of(caller.actor)
    unread = replace(listing, unread=True, before=None, limit=MOST_UNREAD_SHOWN)
    async with context.database.autocommit() as connection:
        newest = await page_of_tickets(connection, reader, unread)
        count = len(newest)
        if count == MOST_UNREAD_SHOWN:
            count = await count_tickets(connection, reader, unread)
    return UnreadTickets(
        count=count, newest=[ticket_summary(seen, caller.actor) for seen in newest]
    )


async def read_ticket(context: Context, caller: Caller, ticket_id: str) -> TicketView:
    """With its newest messages. Raises `ObjectIsNotFound` also for what is somebody else's."""
    async with context.database.autocommit() as connection:
        seen = await find_seen_ticket(connection, Reader.of(caller.actor), ticket_id)
        if seen is None:
            raise not_found("ticket")
        require_seen(caller, seen.ticket)
        page = await _messages(connection, caller.actor, ticket_id, None, MESSAGES_AT_ONCE)
    return ticket_view(seen, page, caller.actor)


async def read_messages(
    context: Context, caller: Caller, ticket_id: str, before: int | None, limit: int
) -> Page[TicketMessageView]:
    """Newest first. Raises as `read_ticket`."""
    async with context.database.autocommit() as connection:
        require_seen(caller, await find_ticket(connection, ticket_id))
        return await _messages(connection, caller.actor, ticket_id, before, limit)


async def read_attachment(
    context: Context, caller: Caller, ticket_id: str, attachment_id: str, name: str | None
) -> StoredFile:
    """Raises `ObjectIsNotFound` also for one of an internal message that a customer asks for, and
    for one of another name."""
    async with context.database.autocommit() as connection:
        require_seen(caller, await find_ticket(connection, ticket_id))
        notes = caller.actor.kind != "customer"
        found = await find_attachment(connection, ticket_id, attachment_id, notes=notes)
    if found is None or name not in (None, found.name):
        raise not_found("attachment")
    return found


async def mark_ticket_read(
    context: Context, caller: Caller, ticket_id: str, mark: MarkTicketRead
) -> None:
    """For this reader alone: each of the staff has a mark of its own. What support reads as the
    customer, the customer has not read."""
    async with context.database.autocommit() as connection:
        require_seen(caller, await find_ticket(connection, ticket_id))
        if caller.actor.by is not None:
            return
        reader = Reader.of(caller.actor)
        if not await mark_read(connection, ticket_id, reader, mark.message_id):
            raise not_found("message")


def require_seen(caller: Caller, ticket: Ticket | None) -> Ticket:
    """The ticket, if the caller may see it; a customer sees what is not hidden from it, once
    anything was said to it."""
    if ticket is None:
        raise not_found("ticket")
    require_may_see(caller, "ticket", ticket.partner_id, ticket.customer_id)
    is_kept_back = ticket.hidden or not ticket.last_public_position
    if caller.actor.kind == "customer" and is_kept_back:
        raise not_found("ticket")
    return ticket


async def _messages(
    connection: AsyncConnection, viewer: Actor, ticket_id: str, before: int | None, limit: int
) -> Page[TicketMessageView]:
    notes = viewer.kind != "customer"
    messages = await page_of_messages(
        connection, ticket_id, notes=notes, before=before, limit=limit
    )
    files = await attachments_of(connection, [message.id for message in messages])
    return page_of(
        messages,
        lambda message: message_view(message, files.get(message.id, []), viewer),
        limit,
        last_id=attrgetter("position"),
    )
