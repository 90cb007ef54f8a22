"""Where mails are queued in a transaction and handed over after it; shared by the use cases."""

import contextlib
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from chassis.database import Database
from chassis.outbox import Outbox
from contracts.problems import ServiceIsUnavailable
from services.notifications.domain.mail import Wording, message_id_of
from services.notifications.repository.mails import Addressee, queue_mail

MAIL_TOPIC = "mail"


@dataclass(frozen=True)
class Queued:
    mail_id: str
    outbox_id: int


@dataclass(frozen=True)
class PostRoom:
    """The service's database and outbox, and the host that its Message-IDs end in."""

    database: Database
    outbox: Outbox
    message_host: str

    async def queue(
        self, connection: AsyncConnection, key: str, to: Addressee, wording: Wording
    ) -> Queued | None:
        """Write the mail and its delivery in the caller's transaction, once per key and audience;
        without recipients, nothing."""
        if not to.recipients:
            return None
        message_id = message_id_of(key, to.audience, self.message_host)
        mail_id = await queue_mail(connection, key, message_id, to, wording)
        if mail_id is None:
            return None
        outbox_id = await self.outbox.add(connection, MAIL_TOPIC, mail_id, {"mail_id": mail_id})
        return Queued(mail_id, outbox_id)

    async def hand_over(self, queued: list[Queued]) -> None:
        """Try to deliver now what has just been committed; the relay does what is left."""
        with contextlib.suppress(ServiceIsUnavailable):
            for mail in queued:
                await self.outbox.deliver(mail.outbox_id)
