"""Messages about tickets, in which customers and staff talk, about an order or about anything."""

from datetime import datetime
from typing import Literal

from pydantic import Field

from contracts.attachments import MOST_FILES, AttachmentView, WrittenFile
from contracts.message import Command, Id, Message, PartnerId, PrintedLabel, PrintedName, Text
from contracts.problems import Problem
from contracts.said import Said
from contracts.settings import Priority

TicketState = Literal[
    "new", "work_in_progress", "waiting_on_customer", "waiting_on_agent", "resolved"
]
Visibility = Literal["public", "internal"]

MOST_OPEN_TICKETS = 50
"""That one customer opened and that are not resolved."""
MOST_UNREAD = 100
"""An `unread_count` of so many means these or more."""
MESSAGES_AT_ONCE = 50
"""The newest, that are read with their ticket."""
LONGEST_EXCERPT = 200


class TicketMessageView(Message):
    id: str
    author: str
    visibility: Visibility
    body: str
    """In a list of tickets, cut to its beginning."""
    said: Said | None = None
    """What the body says where no person wrote it; null for customers, as its facts are for both
    sides."""
    at: datetime
    attachments: list[AttachmentView] = []
    """Empty in a list of tickets."""


class TicketFacts(Message):
    """A ticket without what was said in it; closing it decides nothing about an order. A customer
    sees no internal message, no assignee, group or priority, and of the staff that wrote only
    `admin` or `operator`."""

    id: str
    partner_id: PartnerId
    customer_id: str
    customer_name: str
    order_id: str | None
    order_url: str | None
    """The order's page on the reader's portal, where the partner has one."""
    opened_by: str
    """`system` where the order did."""
    subject: str
    state: TicketState
    group: str | None
    priority: str | None
    assignee: str | None
    hidden: bool
    """From the customer, who is then shown nothing of it, nor mailed what is written meanwhile."""
    opened_at: datetime
    message_count: int
    unread_count: int
    """Of what others wrote since the reader's mark; `MOST_UNREAD` for these or more."""


class TicketSummary(TicketFacts):
    """As lists show it."""

    last_message: TicketMessageView | None


class TicketView(TicketFacts):
    """As it is read by itself."""

    messages: list[TicketMessageView]
    """The newest, oldest first."""
    earlier_cursor: str | None
    """Where the list of messages goes on with earlier ones; null when these are all."""


class OpenTicket(Command):
    """Customers open their own; staff says for whom."""

    subject: PrintedName
    body: Text = Field(min_length=1)
    files: list[WrittenFile] = Field(default=[], max_length=MOST_FILES)
    order_id: Id | None = None
    """One of the customer's."""
    customer_id: Id | None = None
    partner_id: PartnerId | None = None


class ReplyToTicket(Command):
    body: Text = Field(min_length=1)
    files: list[WrittenFile] = Field(default=[], max_length=MOST_FILES)
    """Visible as the message is."""
    visibility: Visibility = "public"


class ChangeTicket(Command):
    """What is given is changed, and noted internally with who did it."""

    state: TicketState | None = None
    group: PrintedLabel | None = Field(default=None, min_length=1)
    priority: Priority | None = None
    assignee: PrintedLabel | None = None
    """Empty: nobody."""
    hidden: bool | None = None


class MarkTicketRead(Command):
    message_id: Id
    """The last message that was read."""


class InternalNoteIsForStaff(Problem):
    """A customer tried to write an internal note."""

    status = 403


class TooManyTicketsAreOpen(Problem):
    """Of one customer. Facts: most."""

    status = 409
