"""The outbox messages of notifications: what it has still to do."""

from chassis.topics import Topic
from contracts.message import Message


class MailQueued(Message):
    mail_id: str


class MessageWritten(Message):
    message_id: str
    """Of what a person said to the other side of a ticket."""
    hidden: bool = False
    """Whether the ticket was, when it was written: then nobody is mailed, whenever it is shown."""


MAIL_QUEUED = Topic("mail_queued", MailQueued)
MESSAGE_WRITTEN = Topic("message_written", MessageWritten)
