"""An order as its rules see it: facts only. Refuses to know where they are stored."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from contracts.agreements import Agreement
from contracts.catalog import QuoteLine
from contracts.decisions import (
    OPEN_FOR_DECISION,
    Documents,
    ItemState,
    OrderPath,
    OrderStatus,
    RefundTo,
    SeenPreview,
    Verdict,
)
from contracts.orders import FlagSource, OrderPolicy
from contracts.said import Said
from services.orders.domain.status import order_status


@dataclass(frozen=True)
class Decision:
    """A recorded verdict on one item. The highest revision is in force; none is ever edited."""

    id: str
    item_id: str
    revision: int
    verdict: Verdict
    documents: Documents
    start_on: date | None
    previous_start_on: date | None
    reason: str | None
    refund_to: RefundTo | None
    decided_by: str
    decided_at: datetime
    applied_at: datetime | None = None
    message_id: str | None = None
    preview: SeenPreview | None = None
    """What whoever decided saw before."""


@dataclass(frozen=True)
class Item:
    """One ordered line with the decision in force, if any."""

    id: str
    line: QuoteLine
    state: ItemState
    start_on: date | None = None
    decision: Decision | None = None
    invoiced_from: date | None = None
    """The first day that its invoice charges, however the start has moved since: the payment date,
    or the start with which a request was approved."""

    @property
    def awaits_decision(self) -> bool:
        """Whether an admin can decide it now."""
        return self.decision is None and self.state in OPEN_FOR_DECISION


@dataclass(frozen=True)
class Flag:
    """What a person must look at, until somebody says that it is solved."""

    key: str
    """Names the cause, which flags its order once."""
    said: Said
    source: FlagSource
    raised_at: datetime
    raised_by: str


@dataclass(frozen=True)
class Order:
    """An order with its items in the order in which they were placed."""

    id: str
    partner_id: int
    customer_id: str
    path: OrderPath
    currency: str
    total_minor: int
    placed_at: datetime
    payment_attempt: int
    paid_on: date | None
    policy: OrderPolicy
    items: tuple[Item, ...]
    payment_method: str | None = None
    """Which the customer picked last."""
    return_url: str | None = None
    """Where the payment page leads back to."""
    flags: tuple[Flag, ...] = ()
    """Which are not solved, oldest first."""
    revision: int = 1
    """Counts up with every change of the order, its items, decisions and flags."""
    waiting_since: datetime | None = None
    """Since when something of it awaits a decision, without a break; None while nothing does."""
    customer_name: str = ""
    """As the profile says now."""
    agreement: Agreement = field(default_factory=Agreement)
    """Who ordered, and what was agreed to."""

    def item(self, item_id: str) -> Item | None:
        """The item of this id, if it is one of this order's."""
        return next((item for item in self.items if item.id == item_id), None)

    def with_decision(self, decision: Decision) -> "Order":
        """After something was noted on the decision in force of an item."""
        in_force = [item.decision.id for item in self.items if item.decision]
        return self.decided([decision]) if decision.id in in_force else self

    def decided(self, made: Sequence[Decision]) -> "Order":
        """With these decisions in force."""
        of = {decision.item_id: decision for decision in made}
        items = (replace(item, decision=of.get(item.id, item.decision)) for item in self.items)
        return replace(self, items=tuple(items))

    def revised(self, at: datetime) -> "Order":
        """After a change at this moment: of the next revision, waiting for a decision or not."""
        waits = any(item.awaits_decision for item in self.items)
        since = (self.waiting_since or at) if waits else None
        return replace(self, revision=self.revision + 1, waiting_since=since)

    @property
    def decision_due_at(self) -> datetime | None:
        """When the partner wants it decided at the latest: then it is escalated."""
        return self._after_waiting(self.policy.approval_escalation_after_seconds)

    @property
    def expires_at(self) -> datetime | None:
        """When a request ends that nobody decides; what is paid never does."""
        seconds = self.policy.approval_expires_after_seconds
        return self._after_waiting(seconds) if self.path == "request" else None

    def _after_waiting(self, seconds: int) -> datetime | None:
        return self.waiting_since and self.waiting_since + timedelta(seconds=seconds)

    @property
    def awaits_payment(self) -> bool:
        """Whether something waits for the customer's payment that nobody decided."""
        return any(i.state == "awaiting_payment" and i.decision is None for i in self.items)

    @property
    def next_start(self) -> date | None:
        """When the next scheduled item starts by itself."""
        starts = [i.start_on for i in self.items if i.state == "scheduled" and i.start_on]
        return min(starts, default=None)

    @property
    def states(self) -> list[ItemState]:
        return [item.state for item in self.items]

    @property
    def status(self) -> OrderStatus:
        return order_status(self.states, needs_attention=bool(self.flags))
