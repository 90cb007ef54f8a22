"""Queue a mail in the transaction of what it tells of."""

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from services.notifications.context import Context
from services.notifications.domain.mail import Addressee, Wording, message_id_of
from services.notifications.messages import MAIL_QUEUED, MailQueued
from services.notifications.repository.mails import insert_mail


@dataclass(frozen=True)
class QueuedMail:
    mail_id: str
    outbox_id: int
    """To be delivered once the transaction has committed."""


async def queue_mail(
    context: Context, connection: AsyncConnection, key: str, to: Addressee, wording: Wording
) -> QueuedMail | None:
    """Once per key and audience; None for one that was queued before, or has no recipients."""
    if not to.recipients:
        return None
    message_id = message_id_of(key, to.audience, context.message_host)
    mail_id = await insert_mail(connection, key, message_id, to, wording)
    if mail_id is None:
        return None
    message = MailQueued(mail_id=mail_id)
    outbox_id = await MAIL_QUEUED.add(context.outbox, connection, mail_id, message)
    return QueuedMail(mail_id, outbox_id)
