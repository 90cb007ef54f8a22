"""Tickets as whoever asks may see them: the names of the staff are for the staff."""

from collections.abc import Iterable

from contracts.actors import Actor, named_to
from contracts.notifications import TicketMessageView, TicketView
from services.notifications.repository.tickets import Ticket, TicketMessage


def ticket_view(ticket: Ticket, messages: Iterable[TicketMessage], viewer: Actor) -> TicketView:
    return TicketView(
        id=ticket.id,
        partner_id=ticket.partner_id,
        customer_id=ticket.customer_id,
        order_id=ticket.order_id,
        subject=ticket.subject,
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
                body=message.body,
                at=message.at,
            )
            for message in messages
        ],
    )
