"""Which documents somebody looks for."""

from dataclasses import dataclass
from datetime import date

from contracts.finance import DocumentKind


@dataclass(frozen=True)
class Position:
    """Where a page of documents ended: the newest issued come first."""

    issued_on: date
    id: str

    def written(self) -> str:
        return f"{self.issued_on.isoformat()}/{self.id}"

    @classmethod
    def read(cls, text: str) -> "Position":
        """Raises `ValueError`."""
        day, _, document_id = text.partition("/")
        return cls(date.fromisoformat(day), document_id)


@dataclass(frozen=True, kw_only=True)
class WantedDocuments:
    """None and False do not narrow it."""

    partner_id: int | None = None
    customer_id: str | None = None
    order_id: str | None = None
    kind: DocumentKind | None = None
    number: str | None = None
    """With which the document's begins."""
    issued_from: date | None = None
    issued_to: date | None = None
    """Inclusive."""
    only_open: bool = False
    after: Position | None = None
    limit: int
