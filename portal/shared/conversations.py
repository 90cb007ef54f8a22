"""What was said in a ticket, oldest first, and where that goes on."""

from dataclasses import dataclass

from contracts.tickets import TicketMessageView, TicketView
from portal.web.lists import address, beginning
from portal.web.page import Page

MESSAGES_AT_ONCE = 50


@dataclass(frozen=True)
class Conversation:
    ticket: TicketView
    messages: list[TicketMessageView]
    earlier: str
    newest: str
    """Where the messages go on to; empty where they do not."""


async def read_conversation(page: Page, ticket_id: str, cursor: str | None) -> Conversation:
    """Whoever has the newest messages in front of it has read them."""
    notifications = page.services.notifications
    found = await notifications.ticket(ticket_id)
    messages, earlier = found.messages, found.earlier_cursor
    if cursor:
        listed = await notifications.ticket_messages(
            ticket_id, cursor=cursor, limit=MESSAGES_AT_ONCE
        )
        messages, earlier = listed.items[::-1], listed.next_cursor
    elif found.unread_count and messages:
        await page.away(notifications.mark_ticket_read(ticket_id, messages[-1].id), "")
    return Conversation(
        ticket=found,
        messages=messages,
        earlier=address(page, cursor=earlier) if earlier else "",
        newest=beginning(page, cursor),
    )
