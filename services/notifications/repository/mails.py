"""Mails in SQL: queued with the event they tell of, settled recipient by recipient."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, case, func, literal, or_, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from chassis.counting import counted
from chassis.ids import new_id
from chassis.listing import Listing, newest_first
from chassis.outbox import Outbox
from chassis.rows import record_of
from contracts.mails import Audience, MailEvent, MailFile, MailState, MailView, WholeMail
from contracts.notifications import MailedDocument, Sender
from services.notifications.domain.mail import Mail, SoughtMails, Wording
from services.notifications.messages import MAIL_QUEUED, MailQueued
from services.notifications.tables import METADATA, mails

t = mails
o = METADATA.tables["outbox"]
IS_TRIED = (
    (t.c.state == "queued")
    & (o.c.topic == MAIL_QUEUED.name)
    & (o.c.key == t.c.id)
    & o.c.delivered_at.is_(None)
    & o.c.quarantined_at.is_(None)
)
_again = mails.alias("again")
IS_LEFT = (
    (t.c.state == "quarantined")
    & (t.c.event != "sign_in")
    & ~select(_again.c.id).where(_again.c.resent_from == t.c.id).correlate(t).exists()
)
"""Given up, and nobody had it sent again; what signs somebody in is asked for anew instead."""
IS_HELD_BACK = t.c.send_after > func.now()
VIEWED = select(
    t.c.id,
    t.c.message_id,
    t.c.key,
    t.c.event,
    t.c.order_id,
    t.c.partner_id,
    t.c.customer_id,
    t.c.audience,
    t.c.recipients.label("to"),
    t.c.subject,
    t.c.body,
    t.c.document,
    t.c.files,
    t.c.state,
    t.c.queued_at,
    t.c.send_after,
    t.c.sent_at,
    t.c.failure,
    case((IS_HELD_BACK, None), else_=o.c.last_error).label("trouble"),
    o.c.due_at.label("next_try_at"),
    t.c.resent_from,
    t.c.resent_by,
).select_from(t.outerjoin(o, IS_TRIED))

WRITTEN = ("id", "message_id", *Mail.__annotations__, *Wording.__annotations__)
ADD_MAIL = (
    insert(t)
    .values({name: bindparam(f"mail_{name}") for name in WRITTEN})
    .on_conflict_do_nothing(index_elements=[t.c.key, t.c.audience])
    .returning(t.c.id)
    .cte("added")
)


@dataclass(frozen=True)
class UnsentMail:
    """A mail with recipients that are still to be served."""

    message_id: str
    order_id: str | None
    """Of the order that its document is about; None for a ticket about something else."""
    event: MailEvent
    thread: str
    audience: Audience
    sender: Sender
    document: MailedDocument | None
    to: Sequence[str]
    unserved: Sequence[str]
    subject: str
    body: str
    html: str
    queued_at: datetime
    send_after: datetime | None
    sent_at: datetime | None
    """When the first of its recipients was served."""


@dataclass(frozen=True)
class LateMails:
    count: int
    oldest: datetime | None


async def count_late_mails(connection: AsyncConnection, before: datetime) -> LateMails:
    """Still tried, and to be sent before then."""
    wanted_at = func.coalesce(t.c.send_after, t.c.queued_at)
    late = (
        select(func.count(), func.min(wanted_at))
        .select_from(t.join(o, IS_TRIED))
        .where(wanted_at < before)
    )
    return LateMails(*(await connection.execute(late)).one())


async def add_mail(
    connection: AsyncConnection,
    outbox: Outbox,
    message_id: str,
    mail: Mail,
    wording: Wording,
) -> int | None:
    """The id of the message that has it delivered, committed with it; None when its key has queued
    its mail to this audience before."""
    mail_id = new_id("mai")
    row = {"id": mail_id, "message_id": message_id, **vars(mail), **vars(wording)}
    row["recipients"] = list(dict.fromkeys(mail.recipients))
    row["sender"] = mail.sender.model_dump(mode="json")
    row["document"] = mail.document and mail.document.model_dump(mode="json")
    values = {f"mail_{name}": value for name, value in row.items()}
    queued = MailQueued(mail_id=mail_id)
    return await MAIL_QUEUED.add_with(outbox, connection, ADD_MAIL, values, mail_id, queued)


async def find_unsent(connection: AsyncConnection, mail_id: str) -> UnsentMail | None:
    """None when it is settled."""
    statement = select(t).where(t.c.id == mail_id, t.c.state == "queued")
    row = (await connection.execute(statement)).one_or_none()
    if row is None:
        return None
    settled = set(row.settled_recipients)
    secret = row.secret_wording or {}
    return record_of(
        UnsentMail,
        row,
        sender=Sender.model_validate(row.sender),
        document=_document(row.document),
        **{part: secret.get(part, getattr(row, part)) for part in ("subject", "body", "html")},
        to=row.recipients,
        unserved=[address for address in row.recipients if address not in settled],
    )


async def settle_recipients(
    connection: AsyncConnection,
    mail_id: str,
    accepted: Sequence[str],
    refused: Mapping[str, str],
    state: MailState,
    files: Sequence[MailFile],
) -> None:
    """Note who was served, with which files, and who was refused for good, and the mail's state
    after it."""
    values: dict[str, Any] = {
        "state": state,
        "settled_recipients": func.array_cat(t.c.settled_recipients, [*accepted, *refused]),
    }
    if state != "queued":
        values["secret_wording"] = None
    if accepted:
        values["sent_at"] = func.coalesce(t.c.sent_at, func.now())
        given = [file.model_dump(mode="json") for file in files]
        values["files"] = case(
            (t.c.sent_at.is_(None), literal(given, t.c.files.type)), else_=t.c.files
        )
    if refused:
        reasons = "; ".join(f"{address}: {reason}" for address, reason in refused.items())
        values["failure"] = func.concat_ws("; ", t.c.failure, reasons[:2_000])
    row = update(t).where(t.c.id == mail_id, t.c.state == "queued")
    await connection.execute(row.values(values))


async def page_of_mails(
    connection: AsyncConnection, listing: Listing, sought: SoughtMails
) -> list[MailView]:
    given = {"audience": sought.audience, "state": sought.state, "event": sought.event}
    wanted = VIEWED.where(*(t.c[name] == v for name, v in given.items() if v is not None))
    if sought.only_left:
        wanted = wanted.where(IS_LEFT)
    if sought.text:
        searched = (t.c.subject, func.array_to_string(t.c.recipients, " "))
        found = (column.icontains(sought.text, autoescape=True) for column in searched)
        wanted = wanted.where(or_(*found))
    rows = (await connection.execute(newest_first(wanted, t, listing))).mappings()
    return [MailView.model_validate(row) for row in rows]


async def count_left_mails(connection: AsyncConnection, partner_id: int | None) -> int:
    """`MOST_COUNTED_AT_DESK` for these or more."""
    left = select(t.c.id).where(IS_LEFT)
    if partner_id is not None:
        left = left.where(t.c.partner_id == partner_id)
    return int((await connection.execute(select(counted(left)))).scalar_one())


async def find_whole(connection: AsyncConnection, mail_id: str) -> WholeMail | None:
    statement = VIEWED.add_columns(t.c.html).where(t.c.id == mail_id)
    row = (await connection.execute(statement)).mappings().one_or_none()
    return WholeMail.model_validate(row) if row else None


async def find_copy(connection: AsyncConnection, mail_id: str) -> tuple[Mail, Wording]:
    """What it was queued as."""
    row = (await connection.execute(select(t).where(t.c.id == mail_id))).one()
    made = {"sender": Sender.model_validate(row.sender), "document": _document(row.document)}
    mail = record_of(Mail, row, **made)
    return mail, record_of(Wording, row)


async def id_of_mail(connection: AsyncConnection, key: str, audience: Audience) -> str:
    statement = select(t.c.id).where(t.c.key == key, t.c.audience == audience)
    return str((await connection.execute(statement)).scalar_one())


def _document(stored: Any) -> MailedDocument | None:
    return MailedDocument.model_validate(stored) if stored else None
