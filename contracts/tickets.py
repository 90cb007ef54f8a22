"""Messages about tickets, in which customers and staff talk about an order."""

from datetime import datetime
from typing import Literal

from pydantic import Field

from contracts.message import Command, Message, PartnerId, Text
from contracts.problems import Problem
from contracts.said import Said

TicketState = Literal[
    "new", "work_in_progress", "waiting_on_customer", "waiting_on_agent", "resolved"
]
Visibility = Literal["public", "internal"]


class TicketMessageView(Message):
    id: str
    author: str
    visibility: Visibility
    body: str
    said: Said | None = None
    """What the body says where no person wrote it; null for customers, as its facts are for both
    sides."""
    at: datetime


class TicketView(Message):
    """A ticket is a view of an order; closing it decides nothing. A customer sees no internal
    message, no assignee, and of the staff that wrote only `admin` or `operator`."""

    id: str
    partner_id: PartnerId
    customer_id: str
    order_id: str
    subject: str
    state: TicketState
    group: str
    priority: str
    assignee: str | None
    opened_at: datetime
    messages: list[TicketMessageView]


class ReplyToTicket(Command):
    body: Text = Field(min_length=1)
    visibility: Visibility = "public"


class ChangeTicketState(Command):
    state: TicketState


class InternalNoteIsForStaff(Problem):
    """A customer tried to write an internal note."""

    status = 403
