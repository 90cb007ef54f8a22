"""Hand one queued mail to the channel and note what became of each recipient.

A crash between the two repeats the sending under the same Message-ID; nothing is ever skipped.
"""

from chassis.database import Database
from chassis.failpoints import failpoint
from chassis.outbox import OutboxMessage
from contracts.notifications import MailState
from contracts.problems import ServiceIsUnavailable
from services.notifications.channels.port import Letter, MailChannel
from services.notifications.repository.mails import find_queued, settle_recipients


class MailDelivery:
    """The outbox's handler of topic `mail`."""

    def __init__(self, database: Database, channel: MailChannel) -> None:
        self._database = database
        self._channel = channel

    async def __call__(self, message: OutboxMessage) -> None:
        """Raises `ServiceIsUnavailable` while a recipient has to be tried again."""
        mail_id = str(message.payload["mail_id"])
        async with self._database.autocommit() as connection:
            found = await find_queued(connection, mail_id)
        if found is None:
            return
        mail, recipients = found
        letter = Letter(
            mail.message_id, mail.to, recipients, mail.subject, mail.body, mail.queued_at
        )
        failpoint("mail_before_delivery")
        delivery = await self._channel.deliver(letter)
        failpoint("mail_after_delivery")
        served = delivery.accepted or mail.sent_at
        state: MailState = "sent" if served else "quarantined"
        if delivery.deferred:
            state = "queued"
        async with self._database.autocommit() as connection:
            await settle_recipients(connection, mail_id, delivery.accepted, delivery.refused, state)
        if delivery.deferred:
            words = "; ".join(delivery.deferred.values())
            raise ServiceIsUnavailable(f"The mail server put recipients off: {words}")
