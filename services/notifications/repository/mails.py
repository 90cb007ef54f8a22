"""Mails in SQL: queued with the event they tell of, settled recipient by recipient."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from chassis.ids import new_id
from contracts.notifications import MailState, MailView
from services.notifications.domain.mail import Audience, Wording
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
class Addressee:
    """Whose order a mail is about, and who reads it."""

    order_id: str
    partner_id: int
    customer_id: str
    audience: Audience
    recipients: Sequence[str]


async def queue_mail(
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


async def find_queued(
    connection: AsyncConnection, mail_id: str
) -> tuple[MailView, list[str]] | None:
    """The mail with the recipients that are still to be served; None when it is settled."""
    statement = select(*VIEWED, t.c.settled_recipients).where(
        t.c.id == mail_id, t.c.state == "queued"
    )
    row = (await connection.execute(statement)).one_or_none()
    if row is None:
        return None
    settled = set(row.settled_recipients)
    return _view(row), [address for address in row.to if address not in settled]


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


async def page_of_mails(
    connection: AsyncConnection,
    *,
    partner_id: int | None,
    customer_id: str | None,
    order_id: str | None,
    before_id: str | None,
    limit: int,
) -> list[MailView]:
    """Newest first; None does not filter. With a customer: only the mails written to it."""
    statement = select(*VIEWED).order_by(t.c.id.desc()).limit(limit)
    if partner_id is not None:
        statement = statement.where(t.c.partner_id == partner_id)
    if customer_id is not None:
        statement = statement.where(t.c.customer_id == customer_id, t.c.audience == "customer")
    if order_id is not None:
        statement = statement.where(t.c.order_id == order_id)
    if before_id is not None:
        statement = statement.where(t.c.id < before_id)
    return [_view(row) for row in await connection.execute(statement)]


def _view(row: Row[*tuple[Any, ...]]) -> MailView:
    return MailView.model_validate(row._asdict())
