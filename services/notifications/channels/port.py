"""What every mail channel offers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Protocol, Self


@dataclass(frozen=True)
class Attachment:
    """A file that comes with a mail."""

    name: str
    content: bytes = field(repr=False)
    media_type: str = "application/pdf"


@dataclass(frozen=True, kw_only=True)
class Letter:
    """A mail to be handed over; `recipients` are those of `to` that were not served yet."""

    message_id: str
    thread_id: str
    """What it answers to, so that mail programs show it with others about the same."""
    sender_name: str = ""
    reply_to: str = ""
    """Where answers go; empty: to the sender."""
    to: Sequence[str]
    recipients: Sequence[str]
    subject: str
    body: str
    html: str
    attachments: Sequence[Attachment] = ()
    written_at: datetime


@dataclass(frozen=True)
class Delivery:
    """What became of each recipient, with the server's words."""

    accepted: Sequence[str] = ()
    refused: Mapping[str, str] = field(default_factory=dict)
    """For good: trying again is useless."""
    deferred: Mapping[str, str] = field(default_factory=dict)
    """For now: try again."""

    def with_deferred_refused(self) -> Self:
        """The same if it is the last try."""
        return replace(self, refused={**self.refused, **self.deferred}, deferred={})


class MailChannel(Protocol):
    async def deliver(self, letter: Letter) -> Delivery:
        """Hand the letter over. Raises `ServiceIsUnavailable` when nobody was served for a reason
        that has nothing to do with the letter; a retry is then due."""
