"""Tickets in words, for whoever reads them: the names of the staff are for the staff."""

from collections.abc import Iterable

from contracts.actors import Actor, named_to
from contracts.tickets import TicketMessageView, TicketView
from services.notifications.repository.tickets import Ticket, TicketMessage
from wording.telling import tell


def ticket_view(ticket: Ticket, messages: Iterable[TicketMessage], viewer: Actor) -> TicketView:
    return TicketView(
        id=ticket.id,
        partner_id=ticket.partner_id,
        customer_id=ticket.customer_id,
        order_id=ticket.order_id,
        subject=tell(ticket.subject, viewer).text,
        state=ticket.state,
        group=ticket.group_name,
        priority=ticket.priority,
        assignee=None if viewer.kind == "customer" else ticket.assignee,
        opened_at=ticket.opened_at,
        messages=[
            TicketMessageView(
                id=message.id,
                author=named_to(viewer, message.author),
                visibility=message.visibility,
                body=tell(message.said, viewer).text if message.said else message.body or "",
                said=None if viewer.kind == "customer" else message.said,
                at=message.at,
            )
            for message in messages
        ],
    )
