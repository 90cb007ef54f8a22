"""An order as its rules see it: facts only. Refuses to know where they are stored."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from contracts.catalog import QuoteLine
from contracts.decisions import Documents, ItemState, OrderPath, OrderStatus, RefundTo, Verdict
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

    def item(self, item_id: str) -> Item | None:
        """The item of this id, if it is one of this order's."""
        return next((item for item in self.items if item.id == item_id), None)

    def with_decision(self, decision: Decision) -> "Order":
        """After something was noted on the decision in force of an item."""

        def noted(item: Item) -> Item:
            is_it = item.decision is not None and item.decision.id == decision.id
            return replace(item, decision=decision) if is_it else item

        return replace(self, items=tuple(noted(item) for item in self.items))

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
