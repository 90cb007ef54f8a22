"""The outbox messages of notifications: what it has still to do."""

from chassis.topics import Topic
from contracts.message import Message


class MailQueued(Message):
    mail_id: str


MAIL_QUEUED = Topic("mail_queued", MailQueued)
