"""Messages about the mails that were written of orders."""

from datetime import datetime
from typing import Literal

from contracts.message import Message
from contracts.notifications import Event

Audience = Literal["customer", "staff"]
MailEvent = Event | Literal["ticket_answer"]
MailState = Literal["queued", "sent", "quarantined"]
"""`quarantined`: refused for good by the mail server for every recipient."""


class MailView(Message):
    """A mail as handed to the mail server or the embedded mailbox."""

    id: str
    message_id: str
    key: str
    event: MailEvent
    order_id: str
    to: list[str]
    subject: str
    body: str
    state: MailState
    queued_at: datetime
    send_after: datetime | None = None
    """Until when the partner's delay or quiet hours hold it back."""
    sent_at: datetime | None
    failure: str | None = None
    """What the mail server said about recipients that it refused for good; null for customers."""
