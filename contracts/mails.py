"""Messages about the mails that were written of orders."""

from datetime import datetime
from typing import Literal

from contracts.message import Message, PartnerId
from contracts.notifications import Event, MailedDocument
from contracts.problems import Problem

Audience = Literal["customer", "staff"]
MailEvent = Event | Literal["ticket_answer", "sign_in", "sign_in_notice"]
FileKind = Literal["document", "contract"]
"""`document`: the invoice or credit note that the mail tells of."""
MailState = Literal["queued", "sent", "quarantined"]
"""`quarantined`: refused for good by the mail server for every recipient, or put off for days."""


class MailFile(Message):
    """A file that went with a mail."""

    kind: FileKind
    name: str


class MailView(Message):
    """A mail as handed to the mail server or the embedded mailbox."""

    id: str
    message_id: str
    key: str
    event: MailEvent
    order_id: str | None
    """Null where it is about something else."""
    partner_id: PartnerId | None
    """Null where it was written to staff of no partner."""
    customer_id: str | None
    """Null where it is about no customer."""
    audience: Audience
    to: list[str]
    subject: str
    body: str
    document: MailedDocument | None = None
    """Whose PDF is attached, unless it could not be had for an hour."""
    files: list[MailFile] = []
    """What its first recipient got with it; empty until then."""
    state: MailState
    queued_at: datetime
    send_after: datetime | None = None
    """Until when the partner's delay or quiet hours hold it back."""
    sent_at: datetime | None
    failure: str | None = None
    """What the mail server said about recipients that it refused for good; null for customers."""
    trouble: str | None = None
    """Why the last try left recipients unserved, while others follow; null for customers."""
    next_try_at: datetime | None = None
    resent_from: str | None = None
    """The mail that this one repeats."""
    resent_by: str | None = None
    """Who had it repeated; null for customers."""


class WholeMail(MailView):
    html: str
    """The same as its body; it asks for nothing to be run, and so it may be shown in a frame that
    forbids it."""


class MailIsNotRepeated(Problem):
    """It held what signs somebody in; whoever needs another one asks for it on the portal."""

    status = 409


class MailIsStillTried(Problem):
    """It is on its way by itself; a second one would be one too many."""

    status = 409


class MailboxIsOnThisMachine(Problem):
    """It was asked for under a name that is not this machine's."""

    status = 421
