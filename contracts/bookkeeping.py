"""Messages of the books: offline payments, account statements and the audit of the ledger."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from contracts.message import Command, Currency, Message, Minor, Name, PositiveMinor
from contracts.payments import LedgerEntryView
from contracts.problems import Problem

OfflineMethod = Literal["cash", "bank_transfer"]


class RecordPayment(Command):
    """Money that an admin received outside the gateway. Booked once per invoice and `reference`,
    however often it is sent."""

    amount_minor: Annotated[int, Field(ge=1, le=10**15)]
    currency: Currency
    method: OfflineMethod
    received_on: date
    """In the partner's time zone; not in the future."""
    reference: Name
    """What finds the money again: a receipt's number, a line of the bank statement."""


class StatementLine(LedgerEntryView):
    """One entry with the balance after it."""

    booked_on: date
    balance_minor: Minor


class StatementView(Message):
    """A customer's account from one day to another, both inclusive, oldest entry first. A positive
    balance is what the customer owes."""

    customer_id: str
    currency: Currency
    time_zone: str
    """In which the entries' dates are told."""
    first_day: date
    last_day: date
    opening_balance_minor: Minor
    lines: list[StatementLine]
    closing_balance_minor: Minor


Check = Literal[
    "entry_changed",
    "entry_inserted",
    "entries_missing",
    "entry_unbalanced",
    "entry_without_document",
    "total_unbalanced",
    "account_differs",
    "number_missing",
    "number_repeated",
    "refunds_exceed_captures",
    "credits_exceed_invoices",
]


class AuditFinding(Message):
    """One thing that is off, named as exactly as it can be."""

    check: Check
    subject: str
    """The entry's id, the account, the number or the order."""
    detail: str


class ChainHead(Message):
    """The end of a partner's chain. Kept elsewhere, `hash` proves that nothing before it changed,
    even to somebody who does not trust this database."""

    partner_id: int
    entry_count: PositiveMinor
    hash: str


class LedgerAuditPage(Message):
    """A part of the audit: the first page also compares accounts, numbers and documents. The ledger
    is sound when no page up to the last has a finding."""

    checked_entry_count: int
    findings: list[AuditFinding]
    heads: list[ChainHead]
    """Of the partners whose chain was walked to its end on this page."""
    next_cursor: str | None = None


class InvoiceIsNotOpen(Problem):
    """A draft, void or fully paid invoice takes no payment."""

    status = 409


class PaymentExceedsWhatIsDue(Problem):
    """Facts: due_minor."""

    status = 409


class PaymentReferenceIsUsed(Problem):
    """The invoice has another payment under this reference."""

    status = 409


class PaymentIsNotPlausible(Problem):
    """Another currency than the invoice's, or received in the future."""

    status = 422


class DocumentIsNotIssued(Problem):
    """A draft or void invoice is no document yet, or never becomes one."""

    status = 409


class StatementIsTooLong(Problem):
    """More entries than one answer holds; ask for a shorter time."""

    status = 422


class OrderTakesNoOfflinePayment(Problem):
    """Nothing of the order waits for approval, or the amount is not what its items cost."""

    status = 409
