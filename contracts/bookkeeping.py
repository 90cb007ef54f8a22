"""Messages of the books: offline payments, account statements and the audit of the ledger."""

from datetime import date
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from contracts.message import (
    Command,
    Count,
    Currency,
    Day,
    Message,
    Minor,
    Name,
    PartnerId,
    PositiveMinor,
)
from contracts.payments import PaymentIntentView
from contracts.problems import Problem
from contracts.said import Said, Told

OfflineMethod = Literal["cash", "bank_transfer"]


class RecordPayment(Command):
    """Money that an admin received outside the gateway. Booked once per invoice and `reference`,
    however often it is sent."""

    amount_minor: Annotated[int, Field(ge=1, le=10**15)]
    currency: Currency
    method: OfflineMethod
    received_on: Day
    """In the partner's time zone; not in the future."""
    reference: Name
    """What finds the money again: a receipt's number, a line of the bank statement."""


class RecordReceipt(RecordPayment):
    """Of an issued invoice."""

    expected_due_minor: Annotated[int, Field(ge=0, le=10**15)] | None = None
    """What was due as its admin looked; refused where it is another sum now."""

    @property
    def payment(self) -> RecordPayment:
        return RecordPayment.model_validate(self.model_dump(exclude={"expected_due_minor"}))


class ReceivedPayment(Message):
    """What became of money that an admin recorded for an offline payment."""

    intent: PaymentIntentView
    goes_back: bool
    """It came after the order was paid or closed, so a person has to give it back."""
    message: Told


class OfflinePaymentView(Message):
    """A bank transfer or cash that was asked for, and what came."""

    id: str
    intent_id: str
    order_id: str
    customer_id: str
    partner_id: PartnerId
    state: Literal["open", "captured", "cancelled"]
    """`cancelled`: replaced or closed; what comes all the same is recorded and goes back."""
    amount_minor: PositiveMinor
    currency: Currency
    payment_reference: str
    """What the customer writes on the transfer."""
    opened_at: AwareDatetime
    received: RecordPayment | None = None
    recorded_by: str | None = None


class LedgerEntryView(Message):
    """One booked entry on a customer's account: debits raise what the customer owes."""

    id: str
    booked_at: AwareDatetime
    kind: Literal[
        "invoice", "payment", "credit_note", "credit_note_void", "refund", "refund_return"
    ]
    """`refund_return`: the gateway said later that a refund failed after all."""
    reference: str
    debit_minor: PositiveMinor
    credit_minor: PositiveMinor
    currency: Currency


class AccountView(Message):
    """A customer's account. A negative balance is money the provider owes."""

    customer_id: str
    balance_minor: Minor
    currency: Currency | None
    entries: list[LedgerEntryView]


class StatementLine(LedgerEntryView):
    """One entry with the balance after it."""

    booked_on: date
    balance_minor: Minor


class CurrencyStatement(Message):
    """What was booked in one currency, oldest entry first. A positive balance is what the customer
    owes."""

    currency: Currency
    opening_balance_minor: Minor
    lines: list[StatementLine]
    closing_balance_minor: Minor


class StatementView(CurrencyStatement):
    """A customer's account from one day to another, both inclusive, in the currency of the newest
    invoice."""

    customer_id: str
    time_zone: str
    """In which the entries' dates are told."""
    first_day: date
    last_day: date
    others: list[CurrencyStatement]
    """In the other currencies in which anything was ever booked, by their codes."""


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
    "note_differs_from_refunds",
    "credits_exceed_invoices",
    "recharges_exceed_credits",
    "settlements_differ",
    "credit_passed_over_due",
    "item_refunds_exceed_payments",
]


class AuditFinding(Message):
    """One thing that is off, named as exactly as it can be."""

    check: Check
    subject: str
    """The id of the entry, order, order item or document, the account or the number."""
    detail: Said


class AuditFindingView(AuditFinding):
    """The same with its words."""

    detail: Told


class ChainHead(Message):
    """The end of a partner's chain. Kept elsewhere, `hash` proves that nothing before it changed,
    even to somebody who does not trust this database."""

    partner_id: int
    entry_count: Count
    hash: str


class LedgerAuditPage(Message):
    """A part of the audit: the first page also compares accounts, numbers and documents. The ledger
    is sound when no page up to the last has a finding."""

    checked_entry_count: int
    findings: list[AuditFindingView]
    heads: list[ChainHead]
    """Of the partners whose chain was walked to its end on this page."""
    next_cursor: str | None = None


class InvoiceIsNotOpen(Problem):
    """A draft, void or fully paid invoice takes no payment."""

    status = 409


class PaymentExceedsWhatIsDue(Problem):
    """Facts: due_minor."""

    status = 409


class DueHasChanged(Problem):
    """Somebody else booked meanwhile. Facts: number, due_minor, expected_minor, currency."""

    status = 409


class PaymentIsLessThanWhatIsDue(Problem):
    """An order is paid as a whole. Facts: due_minor."""

    status = 409


class PaymentIsNotOffline(Problem):
    """A gateway takes this payment and tells of it by itself; nothing is recorded by hand."""

    status = 409


class PaymentReferenceIsUsed(Problem):
    """The invoice, or the payment that was asked for, has another one under this reference."""

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
