"""Messages of the orders service: customers, placing, items and decisions."""

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from contracts.actors import MOST_LABELS, Category
from contracts.agreements import TermsVersion
from contracts.catalog import QuoteLine
from contracts.decisions import (
    DecisionView,
    ItemState,
    OrderPath,
    OrderStatus,
)
from contracts.message import (
    Command,
    Currency,
    Id,
    Language,
    MailAddress,
    Message,
    Name,
    PartnerId,
    PositiveMinor,
    PrintedLabel,
    PrintedName,
    Revision,
    Text,
)
from contracts.problems import Problem
from contracts.said import Told
from contracts.settings import Channel
from contracts.transfers import Transfer


class CustomerFields(Command):
    """What Turnup keeps of a customer's account; the portal backend is its source."""

    partner_id: PartnerId
    name: PrintedName
    email: MailAddress
    location: PrintedLabel | None = None
    category: Category = "person"
    labels: list[PrintedLabel] = Field(default=[], max_length=MOST_LABELS)
    language: Language | None = None
    """Of mails and documents; null for the partner's."""


class CustomerView(CustomerFields):
    id: Id


MOST_NAMED = 100
NamedCustomer = Annotated[str, Field(max_length=103, pattern=r"^[1-9][0-9]?/.+$")]
"""The partner's number and the customer's id, as another partner may have one of the same id."""


class CustomerName(Message):
    partner_id: PartnerId
    id: Id
    name: str


class CustomerNames(Message):
    """Of those who were asked for, in no order; whoever has no profile is left out."""

    names: list[CustomerName]


ReturnUrl = Annotated[
    str,
    Field(max_length=1_900, pattern=r"^https?://[^{}/?#]+([/?#][^{}]*([{]order_id[}][^{}]*)?)?$"),
]
"""Holds `{order_id}` behind the host, once at most, and no other braces."""


class PlaceOrder(Command):
    """Order what a quote lists. With `pay` upfront the answer holds the payment page's address, or
    instructions; without any method that can be used the order becomes a request."""

    quote_id: Id
    pay: Literal["upfront", "on_request"]
    payment_method: Name | None = None
    """Its id, from the checkout options; null for the usual one."""
    agreed_terms: TermsVersion | None = None
    """The version of the partner's terms that the customer has agreed to, where it has any."""
    return_url: ReturnUrl | None = None
    """Where the payment page sends the customer back to; `{order_id}` in it is the order's id. Null
    for the order's page on the partner's portal, where it has one."""


class TryPaymentAgain(Command):
    """Try a failed payment again, if wanted by another method."""

    payment_method: Name | None = None
    """Null for the same as before."""


class CancelOrder(Command):
    """For staff: why, and on what it was seen."""

    reason: Text | None = None
    """Required of staff; the customer reads it."""
    expected_revision: Revision | None = None


class OrderItemView(Message):
    id: str
    line: QuoteLine
    """In lists without its segments; one order that is read has them."""
    state: ItemState
    start_on: date | None
    """First day of service: the payment date until an admin confirms another."""
    decision: DecisionView | None
    """The decision in force."""


CustomerAction = Literal["pay", "pay_again", "switch_to_request", "cancel"]
"""`pay`: on the page, or by the instructions, that asking for the payment page gives; `pay_again`:
after a failure, also by another method."""


class OrderView(Message):
    """An order with its items. `waits_for` says what happens next and who acts."""

    id: str
    partner_id: PartnerId
    customer_id: str
    customer_name: str | None = None
    """As the profile says now; null for customers."""
    path: OrderPath
    status: OrderStatus
    currency: Currency
    total_minor: PositiveMinor
    placed_at: datetime
    items: list[OrderItemView]
    payment_attempt: int
    """0 for a request; counts up with each attempt to pay."""
    waits_for: list[Told]
    """One to four, the most pressing first."""
    can: list[CustomerAction] = []
    """What its customer can do now, the most pressing first."""
    attention: list["AttentionFlag"] = []
    """For staff; empty for customers."""
    policy: "OrderPolicy"
    revision: int = 1
    """Counts up with every change of the order, its items, decisions and flags."""
    waiting_since: datetime | None = None
    decision_due_at: datetime | None = None
    expires_at: datetime | None = None
    """Since when it awaits a decision; when that is escalated (for staff); when it expires."""


MOST_FLAGS = 100
"""Of one order, that are named at once."""
FlagSource = Literal["orders", "payments", "reconciliation", "workflow"]
"""Who found it; `workflow`: a step of the order's was refused."""


class AttentionFlag(Message):
    """What a person must look at, until somebody says that it is solved."""

    key: str
    """Names the cause, which flags its order once."""
    why: Told
    source: FlagSource
    raised_at: AwareDatetime
    raised_by: str


class OrderPolicy(Message):
    """The partner's settings as they were when the order was placed."""

    settings_version: int = 0
    """Under which version of them; 0: nothing had been changed yet."""
    gateway_enabled: bool = True
    channel: Channel
    ticket_group: str
    ticket_priority: str
    ticket_assignee: str | None
    mail_recipients: list[str]
    approval_reminder_after_seconds: int = 2 * 86_400
    approval_escalation_after_seconds: int = 5 * 86_400
    escalation_priority: str = "urgent"
    escalation_group: str = ""
    approval_warning_before_expiry_seconds: int = 3 * 86_400
    approval_expires_after_seconds: int
    payment_expires_after_seconds: int
    offline_payment_expires_after_seconds: int = 14 * 86_400
    payment_methods: list[str] = ["page", "linked"]
    payment_term_days: int = 14
    largest_start_shift_days: int
    credit_notes_enabled: bool
    time_zone: str
    billing_day: int
    numbering_pattern: str
    legal_name: str = ""
    address: str = ""
    vat_id: str = ""
    language: Language = "en"
    display_name: str = ""
    logo_url: str = ""
    support_email: str = ""
    support_phone: str = ""
    customer_portal_url: str = ""
    admin_portal_url: str = ""
    mail_delay_seconds: int = 0
    mail_quiet_from: str = ""
    mail_quiet_until: str = ""


class PlacedOrder(Message):
    """The answer to placing (and to trying a payment again)."""

    order: OrderView
    outcome: Literal[
        "pay_now",
        "pay_as_instructed",
        "payment_page_follows",
        "payment_pending",
        "checking",
        "paid",
        "payment_failed",
        "sent_for_approval",
        "approved",
        "closed",
    ]
    """Placing answers one of pay_now, pay_as_instructed, payment_page_follows and
    sent_for_approval; the others come from asking again later, until paid, payment_failed,
    approved or closed. `checking`: somebody is back from paying, and the outcome is not known."""
    message: Told
    payment_page_url: str | None = None
    payment_instructions: str | None = None
    """How to pay where there is no page, for example the bank account and a payment reference."""
    payment_transfer: Transfer | None = None
    """The same as fields, where the provider named its bank account."""


class SolveAttention(Command):
    """A person looked at a flagged order: what was seen is solved, what is raised since stays."""

    note: Annotated[str, Field(min_length=1, max_length=2_000)]
    """What was found and done, for the audit."""
    keys: list[Name] | None = Field(default=None, min_length=1, max_length=MOST_FLAGS)
    """Of the flags that the person saw; null for all that were raised before the request came."""


class DecisionOutcome(Message):
    """`applied` is false while the effects are still on their way; they follow by themselves."""

    decision: DecisionView
    applied: bool
    order: OrderView


class CustomerIsThereAlready(Problem):
    """A new one was wanted; the partner has one of this id, which is as it was. Facts:
    customer_id."""

    status = 409


class GatewayPaymentIsNotAccepted(Problem):
    """The partner takes no payment via gateway; order it as a request."""

    status = 409


class OrderCannotBeCancelled(Problem):
    """Everything is decided. Facts: winner, verdict, decided_at, of the last decision;
    time_zone."""

    status = 409


class PaymentCannotBeTriedAgain(Problem):
    status = 409


class NothingNeedsAttention(Problem):
    """The order is not flagged, or no more with what was seen."""

    status = 409


class OrderCannotBeSwitchedToRequest(Problem):
    """Nothing waits for a payment. Facts if it was decided: winner, verdict, decided_at,
    time_zone."""

    status = 409


class QuoteBelongsToAnotherOrder(Problem):
    """The quote was already used."""

    status = 409
