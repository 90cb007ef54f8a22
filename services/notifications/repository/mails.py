"""Mails in SQL: queued with the event they tell of, settled recipient by recipient."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from chassis.ids import new_id
from chassis.listing import Listing, newest_first
from contracts.notifications import MailState, MailView
from services.notifications.domain.mail import Addressee, Wording
from services.notifications.tables import mails

t = mails
VIEWED = (
    t.c.id,
    t.c.message_id,
    t.c.key,
    t.c.order_id,
    t.c.recipients.label("to"),
    t.c.subject,
    t.c.body,
    t.c.state,
    t.c.queued_at,
    t.c.sent_at,
    t.c.failure,
)


@dataclass(frozen=True)
class UnsentMail:
    """A mail with recipients that are still to be served."""

    message_id: str
    to: Sequence[str]
    unserved: Sequence[str]
    subject: str
    body: str
    queued_at: datetime
    sent_at: datetime | None
    """When the first of its recipients was served."""


async def insert_mail(
    connection: AsyncConnection, key: str, message_id: str, to: Addressee, wording: Wording
) -> str | None:
    """The new mail's id, or None when `key` has queued its mail to this audience before."""
    row = insert(t).values(
        id=new_id("mai"),
        message_id=message_id,
        key=key,
        audience=to.audience,
        order_id=to.order_id,
        partner_id=to.partner_id,
        customer_id=to.customer_id,
        recipients=list(dict.fromkeys(to.recipients)),
        subject=wording.subject,
        body=wording.body,
    )
    once = row.on_conflict_do_nothing(index_elements=[t.c.key, t.c.audience])
    mail_id: str | None = (await connection.execute(once.returning(t.c.id))).scalar_one_or_none()
    return mail_id


async def find_unsent(connection: AsyncConnection, mail_id: str) -> UnsentMail | None:
    """None when it is settled."""
    statement = select(t).where(t.c.id == mail_id, t.c.state == "queued")
    row = (await connection.execute(statement)).one_or_none()
    if row is None:
        return None
    settled = set(row.settled_recipients)
    return UnsentMail(
        message_id=row.message_id,
        to=row.recipients,
        unserved=[address for address in row.recipients if address not in settled],
        subject=row.subject,
        body=row.body,
        queued_at=row.queued_at,
        sent_at=row.sent_at,
    )


async def settle_recipients(
    connection: AsyncConnection,
    mail_id: str,
    accepted: Sequence[str],
    refused: Mapping[str, str],
    state: MailState,
) -> None:
    """Note who was served and who was refused for good, and the mail's state after it."""
    values: dict[str, Any] = {
        "state": state,
        "settled_recipients": func.array_cat(t.c.settled_recipients, [*accepted, *refused]),
    }
    if accepted:
        values["sent_at"] = func.coalesce(t.c.sent_at, func.now())
    if refused:
        reasons = "; ".join(f"{address}: {reason}" for address, reason in refused.items())
        values["failure"] = func.concat_ws("; ", t.c.failure, reasons[:2_000])
    row = update(t).where(t.c.id == mail_id, t.c.state == "queued")
    await connection.execute(row.values(values))


async def page_of_mails(connection: AsyncConnection, listing: Listing) -> list[MailView]:
    """For a customer only the mails written to it."""
    statement = newest_first(select(*VIEWED), t, listing)
    if listing.customer_id is not None:
        statement = statement.where(t.c.audience == "customer")
    rows = (await connection.execute(statement)).mappings()
    return [MailView.model_validate(row) for row in rows]
