"""Messages of the notifications service: what happened to an order, tickets and mail."""

from datetime import date, datetime
from typing import Literal

from pydantic import Field

from contracts.message import Command, Currency, Message, Minor, PartnerId, PositiveMinor, Text
from contracts.problems import Problem
from contracts.settings import Channel

Event = Literal[
    "order_received",
    "payment_succeeded",
    "payment_failed",
    "item_approved",
    "item_scheduled",
    "item_activated",
    "item_rejected",
    "item_cancelled",
    "item_expired",
    "start_moved",
    "credit_note_issued",
    "attention_needed",
]
TicketState = Literal[
    "new", "work_in_progress", "waiting_on_customer", "waiting_on_agent", "resolved"
]
Visibility = Literal["public", "internal"]
MailState = Literal["queued", "sent", "quarantined"]
"""`quarantined`: refused for good by the mail server for every recipient."""


class NotifiedLine(Message):
    item_id: str
    title: str
    quantity: int
    gross_minor: PositiveMinor


class Notify(Command):
    """Tell whoever must know of one event of an order. Idempotent per `key`: the ticket, its
    messages and each mail happen once."""

    key: str = Field(max_length=200)
    event: Event
    order_id: str
    partner_id: PartnerId
    customer_id: str
    customer_name: str
    customer_email: str
    channel: Channel
    ticket_group: str = "Orders"
    ticket_priority: str = "medium"
    ticket_assignee: str | None = None
    mail_recipients: list[str] = []
    """The admins' addresses, for channel e-mail."""
    path: Literal["upfront", "request"]
    currency: Currency
    total_minor: PositiveMinor
    lines: list[NotifiedLine]
    """All lines for an order's event, the one concerned for an item's event."""
    order_url: str | None = None
    start_on: date | None = None
    reason: str | None = None
    document_number: str | None = None
    """Of the credit note or invoice."""
    amount_minor: Minor | None = None
    unused_day_count: int | None = None
    closes_ticket: bool = False
    """The order's last open decision has been made."""


class NotifiedView(Message):
    ticket_id: str | None
    mail_ids: list[str]


class TicketMessageView(Message):
    id: str
    author: str
    visibility: Visibility
    body: str
    at: datetime


class TicketView(Message):
    """A ticket is a view of an order; closing it decides nothing. A customer sees no internal
    message."""

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


class MailView(Message):
    """A mail as handed to the mail server or the embedded mailbox."""

    id: str
    message_id: str
    key: str
    order_id: str
    to: list[str]
    subject: str
    body: str
    state: MailState
    queued_at: datetime
    sent_at: datetime | None
    failure: str | None = None
    """What the mail server said about recipients that it refused for good."""


class InternalNoteIsForStaff(Problem):
    """A customer tried to write an internal note."""

    status = 403
