"""Tickets that tests talk in, opened by orders and by customers."""

from collections.abc import Callable
from typing import Any

from chassis.ids import new_id
from clients.system.notifications import SystemNotifications
from contracts.actors import Actor
from contracts.attachments import WrittenFile
from contracts.tickets import OpenTicket, ReplyToTicket, TicketView
from tests.services.notifications.world import (
    OPERATOR,
    WORKER,
    customer,
    happened,
    key,
    ticket_of,
)

As = Callable[[Actor], SystemNotifications]
PNG = b"\x89PNG\r\n\x1a\n0000"
PICTURE = WrittenFile(name="box.png", content=PNG)
HELLO = ReplyToTicket(body="Hello")
NOTE = ReplyToTicket(body="Check the line first", visibility="internal")
LINE_IS_DOWN = OpenTicket(subject="The line is down", body="Since this morning.")


async def opened(acting: As, partner_id: int, **more: Any) -> tuple[str, str]:
    """The ids of a new ticket and its order."""
    order_id = new_id("ord")
    links = {
        "customer_order_url": f"https://portal.example.org/orders/{order_id}",
        "staff_order_url": f"https://admin.example.org/orders/{order_id}",
    }
    event = happened("order_received", partner_id, order_id=order_id, **links, **more)
    await acting(WORKER).notify(event)
    ticket = await ticket_of(acting(OPERATOR), event.order_id)
    assert ticket is not None
    return ticket.id, event.order_id


async def opened_by_carl(acting: As, partner_id: int, **more: Any) -> TicketView:
    """One that is about no order, unless it is named."""
    command = LINE_IS_DOWN.model_copy(update=more)
    return await acting(customer(partner_id)).open_ticket(command, key=key())
