"""A credit note, and what a decision's revision came to."""

from dataclasses import dataclass
from datetime import date, datetime

from contracts.credits import CreditNoteState
from contracts.message import Amount
from contracts.said import Said
from services.payments.domain.invoicing.credit import Credit


@dataclass(frozen=True)
class CreditNote:
    """What an invoice charged too much for one order item, as a numbered document."""

    id: str
    number: str
    state: CreditNoteState
    order_id: str
    customer_id: str
    partner_id: int
    currency: str
    invoice_id: str
    invoice_number: str
    order_item_id: str
    revision: int
    issued_on: date
    amount: Amount
    applied_minor: int
    """What of it settled invoices."""
    unused_day_count: int
    reason: Said
    replaces: list[str]
    created_at: datetime

    @property
    def owed_minor(self) -> int:
        """What the customer gets back, or has got back already."""
        return self.amount.gross_minor - self.applied_minor


@dataclass(frozen=True)
class RevisionOutcome:
    """What a revision came to; of what it does not name it made none."""

    order_item_id: str
    revision: int
    credit: Credit
    credit_note_id: str | None
    supplementary_invoice_id: str | None
