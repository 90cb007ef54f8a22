"""Queue a mail in the transaction of what it tells of."""

from sqlalchemy.ext.asyncio import AsyncConnection

from services.notifications.context import Context
from services.notifications.domain.mail import Mail, Wording, message_id_of
from services.notifications.repository.mails import add_mail


async def queue_mail(
    context: Context, connection: AsyncConnection, mail: Mail, wording: Wording
) -> int | None:
    """Once per key and audience: the message to deliver once the transaction has committed. None
    for one that was queued before, or has no recipients."""
    if not mail.recipients:
        return None
    message_id = message_id_of(mail.key, mail.audience, context.message_host)
    return await add_mail(connection, context.outbox, message_id, mail, wording)
