"""Messages of the payments service about credit: what would be credited, and the notes on it."""

from datetime import date
from typing import Literal

from pydantic import AwareDatetime

from contracts.explaining import ExplanationLine
from contracts.message import (
    Amount,
    Command,
    Currency,
    Day,
    Id,
    Message,
    Minor,
    PartnerId,
    PositiveMinor,
    Revision,
)
from contracts.said import Said, Told

CreditNoteState = Literal["refund_due", "refunded", "closed", "voided"]


class CreditRequest(Command):
    """Credit an order item: its unused days before `new_start_on`, or all of it (`full`)."""

    order_item_id: Id
    new_start_on: Day | None = None
    full: bool = False


class IssueCredit(CreditRequest):
    """Idempotent per order item and `revision` (the decision's)."""

    revision: Revision
    reason: Said
    refund_to: Literal["balance", "card"] = "balance"


class ForeseenDocuments(Message):
    """By which documents a previewed credit comes about; none where nothing changes."""

    note_minor: PositiveMinor = 0
    """Gross, of the credit note that is issued; zero for none."""
    supplement_minor: PositiveMinor = 0
    """Of the invoice for days that were credited and are used after all."""
    voided: list[str] = []
    """Numbers of the notes that no longer count."""


class CreditPreview(Message):
    """What would be, or was, credited. `difference_minor` is gross: positive = a credit note, zero
    = no document, negative = the customer has had too much credit."""

    order_item_id: str
    invoice_id: str | None
    currency: Currency | None
    unused_day_count: int
    target: Amount
    """All credit that the item should have in the end."""
    already_credited: Amount
    difference_minor: Minor
    lines: list[ExplanationLine]
    last_charged_on: date | None = None
    """The last day that the item's invoice charges; null where it charges none."""
    warning: Told | None = None
    """What an admin must know before saving: the new start is after the last charged day, so that
    all days are credited and nothing charges the service."""
    foreseen: ForeseenDocuments | None = None
    """Null where the documents are there already."""


class CreditNoteView(Message):
    id: str
    number: str
    state: CreditNoteState
    invoice_id: str
    invoice_number: str
    order_id: str
    order_item_id: str
    customer_id: str
    partner_id: PartnerId
    revision: int
    issued_on: date
    created_at: AwareDatetime
    currency: Currency
    amount: Amount
    applied_minor: PositiveMinor = 0
    """What it took off the dues of its order item's invoices; the rest is the customer's money."""
    unused_day_count: int
    reason: Told
    replaces: list[str] = []
    """Numbers of the voided notes that this one replaces."""


class CreditOutcome(Message):
    """`credit_note` is null when there was nothing to credit."""

    preview: CreditPreview
    credit_note: CreditNoteView | None
    supplementary_invoice_id: str | None = None
