"""Messages about deciding order items: states, verdicts, and why a decision is refused."""

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import Field

from contracts.message import Command, Currency, Day, Message, Minor, Revision, Text
from contracts.problems import Problem

ItemState = Literal[
    "awaiting_payment",
    "awaiting_approval",
    "awaiting_confirmation",
    "scheduled",
    "approved",
    "rejected",
    "cancelled",
    "expired",
    "payment_failed",
]
AWAITS_PAYMENT: frozenset[ItemState] = frozenset({"awaiting_payment", "payment_failed"})
OPEN_FOR_DECISION: frozenset[ItemState] = frozenset({"awaiting_approval", "awaiting_confirmation"})
GRANTED: frozenset[ItemState] = frozenset({"approved", "scheduled"})
DONE: frozenset[ItemState] = frozenset({"approved", "rejected", "cancelled", "expired"})
"""Nothing more happens to such an item by itself."""

OrderStatus = Literal[
    "waiting_for_payment",
    "waiting_for_approval",
    "partly_approved",
    "completed",
    "rejected",
    "cancelled",
    "expired",
    "needs_attention",
]
FINISHED: frozenset[OrderStatus] = frozenset({"completed", "rejected", "cancelled", "expired"})
"""Every item is done, and nobody has to look."""
UNFINISHED: frozenset[OrderStatus] = frozenset(
    {"waiting_for_payment", "waiting_for_approval", "partly_approved", "needs_attention"}
)

SubscriptionState = Literal["pending", "active", "paused", "disabled", "archived"]
OrderPath = Literal["upfront", "request"]
Granted = Literal["active", "scheduled"]
"""What became of an order of which nothing waits for a payment, or for a request's approval:
`active` where one of its services is, else `scheduled`."""
Verdict = Literal["approve", "reject", "cancel", "expire"]
"""`cancel` is the customer's, or the staff's with a reason; `expire` is the system's."""

RefundTo = Literal["balance", "card"]

Documents = Literal["none", "invoice", "credit", "full_credit"]
"""What payments has to issue for a decision: an approved request is invoiced, a paid item whose
start moved is credited for the unused days, a rejected or cancelled paid item in full."""


class SeenPreview(Command):
    """What payments previewed to whoever decides, as a `CreditPreview` says it."""

    difference_minor: Minor
    currency: Currency
    unused_day_count: Annotated[int, Field(ge=0, le=10**6)] = 0


class DecisionView(Message):
    """An admin's, customer's or the system's verdict on one order item; never edited."""

    id: str
    item_id: str
    revision: int
    """1 for the first decision, higher for corrections that supersede it."""
    verdict: Verdict
    start_on: date | None
    previous_start_on: date | None
    documents: Documents
    reason: str | None
    refund_to: RefundTo | None
    decided_by: str
    """For example `admin/ada`; customers read `admin`."""
    decided_at: datetime
    applied_at: datetime | None
    preview: SeenPreview | None = None
    """What was seen before it was saved, beside what was issued; for staff, null for customers."""


class Decide(Command):
    """An admin's verdict on one item: approve with the true start date, or reject with a reason."""

    verdict: Literal["approve", "reject"]
    start_on: Day | None = None
    """Required with approve."""
    reason: Text | None = None
    """Required with reject."""
    refund_to: RefundTo = "balance"
    """For a rejected paid item."""
    expected_revision: Revision | None = None
    """Of the order that was looked at: what changed since is refused. Null decides all the same."""
    preview: SeenPreview | None = None
    """Kept for the audit, and decides nothing: what is issued follows from the decision."""


class MoveStart(Command):
    """Correct the start date of an item that is already approved."""

    start_on: Day
    reason: Text | None = None
    expected_revision: Revision | None = None
    """As in `Decide`."""
    preview: SeenPreview | None = None


class OrderHasChanged(Problem):
    """Since the revision that was decided on. Facts: revision, the one of now; and decided_by,
    verdict and decided_at of the last decision, which are null where there is none; time_zone."""

    status = 409


class ItemIsAlreadyDecided(Problem):
    """Facts: winner, verdict, decided_at, time_zone."""

    status = 409


class ItemIsNotOpenForDecision(Problem):
    status = 409


class StartDateIsRefused(Problem):
    """Before the payment date, or further away than the partner allows."""

    status = 422


class StartWouldGoUnbilled(Problem):
    """Before the day from which the item is invoiced. Facts: invoiced_from_on, start_on."""

    status = 422


class OfflinePaymentIsNotBookedYet(Problem):
    """Its invoices must not change before the money is on them."""

    status = 409


class DecisionIsIncomplete(Problem):
    status = 422


class DecisionIsNotRecorded(Problem):
    """A message named a decision that the orders service does not hold for this order."""

    status = 404
