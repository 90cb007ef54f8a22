"""What a mail is before it is sent: text, readers, and an identity that survives retries."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

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


def one_line(text: str) -> str:
    """Without line breaks and control characters, which no mail header may hold."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
