"""Which documents somebody looks for."""

from dataclasses import dataclass
from datetime import date

from contracts.finance import DocumentKind


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
    only_overdue: bool = False
    """Only invoices that should have been paid by now."""
    after: tuple[date, str] | None = None
    """When the last document of the page before was issued, and its id."""
    limit: int
