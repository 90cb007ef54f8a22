"""The embedded mailbox: a mail counts as sent as soon as it is in the table, where it is read."""

from services.notifications.channels.port import Delivery, Letter


class EmbeddedMailbox:
    """Sends nothing anywhere; the default on one machine."""

    async def deliver(self, letter: Letter) -> Delivery:
        return Delivery(accepted=letter.recipients)
