"""What a mail is before it is sent: text, readers, and an identity that survives retries."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from contracts.characters import replace_unseen
from contracts.mails import Audience, MailEvent, MailState
from contracts.message import Language
from contracts.notifications import MailedDocument, Notify, Sender


@dataclass(frozen=True)
class Wording:
    """A subject on one line, and the same text plain and as HTML."""

    subject: str
    body: str
    html: str
    secret_wording: Mapping[str, str] | None = None
    """Its three parts as they are sent, where nobody but its reader may ever see them."""


@dataclass(frozen=True, kw_only=True)
class Mail:
    """What a mail is about, who reads it, and who writes it."""

    key: str
    """Of what it tells of; once for each audience."""
    event: MailEvent
    thread: str
    """What the mails about one thing have in common."""
    order_id: str | None
    """None for a ticket about something else."""
    partner_id: int | None
    """None for staff of no partner."""
    customer_id: str | None
    """None where it is about no customer."""
    audience: Audience
    language: Language
    recipients: Sequence[str]
    sender: Sender
    document: MailedDocument | None = None
    send_after: datetime | None = None
    """When the partner wants it to be sent."""
    resent_from: str | None = None
    """The id of the mail that it repeats, for a person."""
    resent_by: str | None = None


@dataclass(frozen=True, kw_only=True)
class SoughtMails:
    """What a list of mails is narrowed to; None and an empty text do not."""

    audience: Audience | None = None
    state: MailState | None = None
    event: MailEvent | None = None
    only_left: bool = False
    """Given up, and not sent again since."""
    text: str = ""
    """In the subject, or in a recipient's address."""


def mail_about(
    event: Notify,
    audience: Audience,
    language: Language,
    recipients: Sequence[str],
    send_after: datetime | None = None,
) -> Mail:
    return Mail(
        key=event.key,
        event=event.event,
        thread=f"order/{event.order_id}",
        order_id=event.order_id,
        partner_id=event.partner_id,
        customer_id=event.customer_id,
        audience=audience,
        language=language,
        recipients=recipients,
        sender=event.sender,
        document=event.document if audience == "customer" else None,
        send_after=send_after,
    )


def again(mail: Mail, mail_id: str, by: str, request_key: str, recipients: Sequence[str]) -> Mail:
    """The same for a person who wants it sent once more: another one, so that no receiver takes it
    for a duplicate."""
    return replace(
        mail,
        key=f"resent/{mail_id}/{request_key}",
        recipients=recipients,
        send_after=None,
        resent_from=mail_id,
        resent_by=by,
    )


def message_id_of(key: str, audience: Audience, host: str) -> str:
    """The same for every attempt to send one mail, so that receivers drop duplicates."""
    digest = hashlib.sha256(f"{key}\n{audience}".encode()).hexdigest()[:32]
    return f"<{digest}@{host}>"


def thread_id_of(thread: str, audience: Audience, host: str) -> str:
    """The Message-ID that all mails of a thread answer to; none of them has it, so that they are
    shown together whichever comes first."""
    return message_id_of(f"thread/{thread}", audience, host)


def readable(text: str) -> str:
    """Its lines, without what a mail program or terminal would obey instead of showing it."""
    return replace_unseen(text, " ")


def one_line(text: str) -> str:
    """Without line breaks too, which no mail header may hold."""
    return " ".join(readable(text).split())
