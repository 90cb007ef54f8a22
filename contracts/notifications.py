"""What happened to an order and whom it concerns, as the notifications service is told of it."""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from contracts.catalog import MOST_LINES, Quantity
from contracts.decisions import Verdict
from contracts.message import (
    Command,
    Count,
    Currency,
    Day,
    Id,
    Label,
    Language,
    MailAddress,
    Message,
    Minor,
    Name,
    PartnerId,
    PositiveMinor,
    Text,
    Url,
    WrittenAddress,
)
from contracts.said import Said
from contracts.settings import (
    MOST_RECIPIENTS,
    Channel,
    LegalName,
    PaymentTermDays,
    Phone,
    TimeOfDay,
    TimeZone,
    WebAddress,
)

Event = Literal[
    "order_received",
    "payment_succeeded",
    "payment_failed",
    "approval_reminder",
    "approval_escalated",
    "expiry_warning",
    "item_approved",
    "item_scheduled",
    "item_activated",
    "item_rejected",
    "item_cancelled",
    "item_expired",
    "start_moved",
    "credit_note_issued",
    "supplement_issued",
    "invoice_paid",
    "attention_needed",
]
MOST_EVENTS = 10


def event_of_decision(verdict: Verdict, *, is_correction: bool, is_scheduled: bool) -> Event:
    """What the customer is told of a decision, thought of or carried out. `is_scheduled`: the item
    waits for its start."""
    by_verdict: dict[Verdict, Event] = {
        "approve": "item_scheduled" if is_scheduled else "item_approved",
        "reject": "item_rejected",
        "cancel": "item_cancelled",
        "expire": "item_expired",
    }
    return "start_moved" if is_correction and verdict == "approve" else by_verdict[verdict]


class MailedDocument(Message):
    """An invoice or credit note of payments; an invoice that nobody has looked up yet is known by
    its id, or by what it is for."""

    kind: Literal["invoice", "credit_note"]
    id: Id | None = None
    order_item_id: Id | None = None
    number: Name | None = None


class NotifiedLine(Message):
    item_id: Id
    title: Name
    quantity: Quantity
    gross_minor: PositiveMinor


class Sender(Message):
    """Who writes to people, as mails show it; what is empty is not shown."""

    name: LegalName = ""
    logo_url: WebAddress = ""
    support_email: WrittenAddress = ""
    """Where replies go."""
    support_phone: Phone = ""


class MailTimes(Message):
    """When mails to customers may be sent: after a delay, and not in the quiet hours."""

    delay_seconds: Annotated[int, Field(ge=0, le=86_400)] = 0
    quiet_from: TimeOfDay = ""
    quiet_until: TimeOfDay = ""
    """The next day's where it is earlier; the two are alike or one is empty: there are none."""
    time_zone: TimeZone = "UTC"


class Notify(Command):
    """Tell whoever must know of one event of an order. Idempotent per `key`: the ticket, its
    messages and each mail happen once."""

    key: Name
    event: Event
    order_id: Id
    partner_id: PartnerId
    customer_id: Id
    customer_name: Name
    customer_email: WrittenAddress
    """One that no mail can be sent to stops no ticket."""
    language: Language = "en"
    """What the customer reads."""
    staff_language: Language = "en"
    channel: Channel
    ticket_group: Label = "Orders"
    ticket_priority: Label = "medium"
    ticket_assignee: Label | None = None
    escalation_priority: Label = ""
    escalation_group: Label = ""
    """What its ticket gets with `approval_escalated`; empty leaves it."""
    mail_recipients: list[WrittenAddress] = Field(default=[], max_length=MOST_RECIPIENTS)
    """The admins' addresses, for channel e-mail."""
    path: Literal["upfront", "request"]
    currency: Currency
    total_minor: PositiveMinor
    lines: list[NotifiedLine] = Field(min_length=1, max_length=MOST_LINES)
    """All lines for an order's event, the one concerned for an item's event."""
    customer_order_url: Url | None = None
    """The order's page on the customers' portal, where the partner has one."""
    staff_order_url: Url | None = None
    """The same on the admins' portal."""
    sender: Sender = Sender()
    mail_times: MailTimes = MailTimes()
    start_on: Day | None = None
    since_on: Day | None = None
    """Since when a decision is awaited."""
    escalates_on: Day | None = None
    expires_on: Day | None = None
    """What comes next while nobody decides; null for what does not."""
    reason: Text | Said | None = None
    """In the words of whoever gave it, or to be worded for each who reads it."""
    document: MailedDocument | None = None
    """The credit note or invoice that goes with the customer's mail."""
    document_number: Name | None = None
    """Of one that the mail tells of and does not bring."""
    due_on: Day | None = None
    payment_term_days: PaymentTermDays | None = None
    """Until when the invoice that goes with it is to be paid; or how long after its date, where
    nobody has looked it up yet."""
    amount_minor: Minor | None = None
    unused_day_count: Count | None = None
    closes_ticket: bool = False
    """The order's last open decision has been made."""


SignInMailKind = Literal[
    "sign_in",
    "change_email",
    "invitation",
    "staff_invitation",
    "new_sign_in",
    "codes_guessed",
    "password_changed",
    "email_changed",
    "second_factor_set_up",
    "second_factor_removed",
    "second_factor_reset",
]


class SendSignInMail(Command):
    """Mail somebody a link and code, or that something about signing in has changed. Idempotent per
    `key`. What signs somebody in can be read by nobody afterwards, and is not sent again."""

    key: Name
    kind: SignInMailKind
    partner_id: PartnerId | None = None
    """Who writes it; null for staff of no partner."""
    customer_id: Id | None = None
    """Null for one of the staff."""
    email: MailAddress
    language: Language = "en"
    link: Url | None = None
    code: Annotated[str, Field(pattern=r"^[0-9]{6}$", max_length=6)] | None = None
    device: Label = ""
    """Which signed in; empty where it did not say."""
    by: WrittenAddress = ""
    """Who of the staff had it sent or did it; empty where nobody else did."""

    @model_validator(mode="after")
    def _a_customer_has_a_partner(self) -> "SendSignInMail":
        if self.customer_id is not None and self.partner_id is None:
            raise ValueError("a customer has a partner")
        return self


class NotifyAll(Command):
    """What happened to one order at once, in this order: all of it is told, or nothing."""

    events: list[Notify] = Field(min_length=1, max_length=MOST_EVENTS)
