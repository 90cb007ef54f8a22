"""A document as it was printed."""

from dataclasses import dataclass
from typing import Literal

Format = Literal["pdf", "html"]
DocumentKind = Literal["invoice", "credit_note"]


@dataclass(frozen=True)
class Printed:
    """A document's bytes, and what they are."""

    owner_id: str
    kind: DocumentKind
    format: Format
    media_type: str
    sha256: str
    content: bytes
