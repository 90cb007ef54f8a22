"""Who handles each outbox message of notifications."""

from collections.abc import Mapping

from chassis.outbox import Handler
from services.notifications.context import Context
from services.notifications.messages import (
    MAIL_QUEUED,
    MESSAGE_WRITTEN,
    MailQueued,
    MessageWritten,
)
from services.notifications.use_cases.deliver_mail import deliver_mail
from services.notifications.use_cases.mail_message import mail_message


def handlers_of(context: Context) -> Mapping[str, Handler]:
    """One handler a topic."""

    async def deliver(queued: MailQueued) -> None:
        await deliver_mail(context, queued.mail_id)

    async def mail(written: MessageWritten) -> None:
        if not written.hidden:
            await mail_message(context, written.message_id)

    return dict([MAIL_QUEUED.handled_by(deliver), MESSAGE_WRITTEN.handled_by(mail)])
