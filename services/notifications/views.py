"""Tickets in words, for whoever reads them: the names of the staff are for the staff."""

from typing import Any

from contracts.actors import Actor, named_to
from contracts.attachments import AttachmentView
from contracts.message import Page
from contracts.tickets import LONGEST_EXCERPT, TicketMessageView, TicketSummary, TicketView
from services.notifications.domain.tickets import page_on
from services.notifications.repository.ticket_lists import SeenTicket
from services.notifications.repository.ticket_messages import TicketMessage
from wording.telling import tell


def ticket_summary(seen: SeenTicket, viewer: Actor) -> TicketSummary:
    """As a list shows it."""
    last = seen.last_message
    excerpt = message_view(last, [], viewer) if last else None
    if excerpt is not None:
        cut = {"body": excerpt.body[:LONGEST_EXCERPT], "said": None}
        excerpt = excerpt.model_copy(update=cut)
    return TicketSummary(**_facts_of(seen, viewer), last_message=excerpt)


def ticket_view(seen: SeenTicket, newest: Page[TicketMessageView], viewer: Actor) -> TicketView:
    """With its newest messages."""
    return TicketView(
        **_facts_of(seen, viewer),
        messages=newest.items[::-1],
        earlier_cursor=newest.next_cursor,
    )


def message_view(
    message: TicketMessage, files: list[AttachmentView], viewer: Actor
) -> TicketMessageView:
    return TicketMessageView(
        id=message.id,
        author=named_to(viewer, message.author),
        visibility=message.visibility,
        body=tell(message.said, viewer).text if message.said else message.body or "",
        said=None if viewer.kind == "customer" else message.said,
        at=message.at,
        attachments=files,
    )


def _facts_of(seen: SeenTicket, viewer: Actor) -> dict[str, Any]:
    ticket, is_customer = seen.ticket, viewer.kind == "customer"
    portal = ticket.customer_portal_url if is_customer else ticket.staff_portal_url
    return {
        "id": ticket.id,
        "partner_id": ticket.partner_id,
        "customer_id": ticket.customer_id,
        "customer_name": ticket.customer_name,
        "order_id": ticket.order_id,
        "order_url": page_on(portal, "orders", ticket.order_id),
        "opened_by": named_to(viewer, ticket.opened_by),
        "subject": tell(ticket.subject, viewer).text,
        "state": ticket.state,
        "group": None if is_customer else ticket.group_name,
        "priority": None if is_customer else ticket.priority,
        "assignee": None if is_customer else ticket.assignee,
        "hidden": ticket.hidden,
        "opened_at": ticket.opened_at,
        "message_count": ticket.public_message_count if is_customer else ticket.message_count,
        "unread_count": seen.unread_count,
    }
