"""Messages of the finance page: a customer's documents as one list."""

from datetime import date
from typing import Literal

from contracts.credits import CreditNoteState
from contracts.message import Currency, Message, PartnerId, PositiveMinor
from contracts.payments import InvoiceState

DocumentKind = Literal["invoice", "credit_note"]
DocumentState = InvoiceState | CreditNoteState


class FinanceDocument(Message):
    """An issued invoice or a credit note; each is read whole, explained and printed under its own
    path by its `id`."""

    id: str
    kind: DocumentKind
    number: str
    state: DocumentState
    issued_on: date
    """In the partner's time zone."""
    order_id: str
    customer_id: str
    partner_id: PartnerId
    currency: Currency
    gross_minor: PositiveMinor
    open_minor: PositiveMinor
    """What is still to be paid of an invoice, or to be given back of a credit note."""
    due_on: date | None = None
    """Until when what is still to be paid of an invoice has to be paid."""
    is_overdue: bool = False
    corrects_number: str | None = None
    """Of the invoice that a credit note corrects."""
