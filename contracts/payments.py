"""Messages of the payments service: intents, invoices and their refusals."""

from datetime import date, datetime
from typing import Literal

from pydantic import Field

from contracts.catalog import MOST_LINES, QuoteLine
from contracts.message import (
    Amount,
    Attempt,
    BillingDay,
    Command,
    Currency,
    Day,
    Id,
    Language,
    Message,
    Name,
    PartnerId,
    PositiveMinor,
    Url,
)
from contracts.problems import Problem
from contracts.said import Told
from contracts.settings import (
    LegalName,
    NumberingPattern,
    OfferedMethods,
    PaymentTermDays,
    PostalAddress,
    TimeZone,
    VatId,
)
from contracts.transfers import Transfer

IntentState = Literal[
    "created", "open", "processing", "captured", "failed", "cancelled", "mismatch"
]
"""Only moves forward. `created`: the gateway may or may not know it yet. `processing`: the gateway
has it and has not settled (an unknown outcome is this, never `failed`). `mismatch`: captured with
another amount or currency; it goes back, nothing is activated, and a person must look."""

SETTLED: frozenset[IntentState] = frozenset({"captured", "failed", "cancelled", "mismatch"})

InvoiceState = Literal["draft", "issued", "paid", "settled", "void"]
"""`settled`: issued, and nothing is due any more, as credit notes took the last of it."""
ItemKind = Literal["period", "fee", "one_time", "supplement"]
"""What an invoice item charges. A supplement: credited days that were used after all."""


class BillingParty(Message):
    """The partner's facts that a document needs, as they were when the order was placed."""

    partner_id: PartnerId
    customer_id: Id
    time_zone: TimeZone
    billing_day: BillingDay = 1
    payment_term_days: PaymentTermDays = 14
    payment_methods: OfferedMethods = []
    """How its open invoices can be paid online, as `PartnerSettings` has it; empty: not at all."""
    numbering_pattern: NumberingPattern = "{year}{partner:02d}{next:06d}"
    legal_name: LegalName = ""
    address: PostalAddress = ""
    vat_id: VatId = ""
    language: Language = "en"
    customer_name: LegalName = ""


class InvoiceLine(Message):
    """One order item to be charged."""

    item_id: Id
    line: QuoteLine


class OpenPayment(Command):
    """Make the draft invoice of an order (once) and an intent for this attempt, and open the
    gateway's payment page. Idempotent per order and attempt; older attempts are cancelled."""

    order_id: Id
    attempt: Attempt
    party: BillingParty
    currency: Currency
    lines: list[InvoiceLine] = Field(min_length=1, max_length=MOST_LINES)
    payment_method: Name | None = None
    return_url: Url | None = None


class PaymentIntentView(Message):
    id: str
    order_id: str
    invoice_id: str
    attempt: int
    state: IntentState
    amount_minor: PositiveMinor
    currency: Currency
    gateway: str
    page_url: str | None
    instructions: Told | None = None
    """How to pay where there is no page, for example by bank transfer."""
    transfer: Transfer | None = None
    """The same as fields, where the provider named its bank account."""
    paid_on: date | None = None
    """The capture's date in the partner's time zone."""
    captured_at: datetime | None = None
    failure: Told | None = None
    """Why it was declined, in the gateway's words, or what does not match."""
    pays_number: str | None = None
    """Of the open invoice that it pays; null while it pays an order."""


class GatewayAnswer(Message):
    """An attempt as its gateway has it, asked just now."""

    intent: PaymentIntentView
    """With what follows from the answer."""
    asked_at: datetime
    state: Literal["open", "processing", "captured", "failed", "cancelled"] | None
    """Null where the gateway has no such payment, which is certain."""
    amount_minor: PositiveMinor | None = None
    """With currency and moment: of a capture."""
    currency: Currency | None = None
    captured_at: datetime | None = None
    failure: Told | None = None


class ClosePayment(Command):
    """Make every open intent of an order unable to capture and void its unpaid draft invoice; what
    is captured all the same is refunded by itself."""

    order_id: Id


class IssueInvoice(Command):
    """Invoice an approved request from its start date. Idempotent per order item."""

    order_id: Id
    party: BillingParty
    currency: Currency
    start_on: Day
    line: InvoiceLine


class SegmentView(Message):
    """One billing month or custom period of an invoice item; both days are inclusive."""

    first_day: date
    last_day: date
    day_count: int
    amount: Amount


class InvoiceItemView(Message):
    id: str
    order_item_id: str
    kind: ItemKind
    description: str
    """What it is for, in words: the product's title and, but for its period, the kind of charge."""
    quantity: int
    amount: Amount
    vat_basis_points: int
    segments: list[SegmentView] = []
    """Of one invoice that is read; lists leave them out."""


class InvoiceView(Message):
    id: str
    number: str | None
    """Null while a draft."""
    state: InvoiceState
    order_id: str
    customer_id: str
    partner_id: PartnerId
    currency: Currency
    issued_on: date | None
    due_on: date | None = None
    """Until when, this day included, what is still due has to be paid; null when nothing is."""
    amount: Amount
    paid_minor: PositiveMinor
    credited_minor: PositiveMinor = 0
    due_minor: PositiveMinor = 0
    """Gross less what was paid and what notes in force credited; zero for a draft."""
    is_overdue: bool = False
    """Something is due, and the day until when it should have been paid is over."""
    items: list[InvoiceItemView]


class InvoicePreviewLine(Message):
    """As it will stand on the invoice."""

    kind: ItemKind
    description: str
    quantity: int
    amount: Amount
    segments: list[SegmentView] = []


class InvoicePreview(Message):
    """What an approved request would be invoiced."""

    currency: Currency
    amount: Amount
    first_charged_on: date | None
    """With the last one and their count: the days that it charges; null where it charges none."""
    last_charged_on: date | None
    day_count: int
    lines: list[InvoicePreviewLine]


class PaymentView(Message):
    """Money that came in, as booked: captured by a gateway, or recorded by an admin."""

    id: str
    intent_id: str | None
    """Null for money that was recorded on an invoice."""
    order_id: str
    invoice_id: str
    amount_minor: PositiveMinor
    currency: Currency
    captured_at: datetime
    method: Literal["gateway", "cash", "bank_transfer"] = "gateway"
    reference: str | None = None
    received_on: date | None = None


class GatewayIsUnavailable(Problem):
    """The gateway did not answer; the outcome is unknown and will be looked up."""

    status = 503


class GatewayRefusesPayment(Problem):
    """The gateway will never open this payment, for example because of its amount or currency."""

    status = 409


class PaymentIsNotThere(Problem):
    """The gateway has no payment with this id."""

    status = 404


class PaymentAttemptIsOutdated(Problem):
    """A newer attempt exists for the order."""

    status = 409


class WebhookIsForged(Problem):
    """The signature or its time does not verify."""

    status = 400


class WebhookIsUnreadable(Problem):
    status = 400


class NothingIsInvoiced(Problem):
    """The order item has no invoice to credit."""

    status = 409
