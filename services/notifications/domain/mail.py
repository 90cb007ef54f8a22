"""What a mail is before it is sent: text, readers, and an identity that survives retries."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from contracts.characters import replace_unseen

Audience = Literal["customer", "staff"]


@dataclass(frozen=True)
class Wording:
    """A subject on one line, and a plain text."""

    subject: str
    body: str


@dataclass(frozen=True)
class Addressee:
    """Whose order a mail is about, and who reads it."""

    order_id: str
    partner_id: int
    customer_id: str
    audience: Audience
    recipients: Sequence[str]


def message_id_of(key: str, audience: Audience, host: str) -> str:
    """The same for every attempt to send one mail, so that receivers drop duplicates."""
    digest = hashlib.sha256(f"{key}\n{audience}".encode()).hexdigest()[:32]
    return f"<{digest}@{host}>"


def readable(text: str) -> str:
    """Its lines, without what a mail program or terminal would obey instead of showing it."""
    return replace_unseen(text, " ")


def one_line(text: str) -> str:
    """Without line breaks too, which no mail header may hold."""
    return " ".join(readable(text).split())
