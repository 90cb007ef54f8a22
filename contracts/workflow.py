"""Names and payloads of the Temporal side. Payloads are ids and small facts; a history is kept
long, so no personal data, no amounts beyond the total, no addresses."""

from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from contracts.catalog import MOST_LINES
from contracts.decisions import Documents, OrderPath, Verdict
from contracts.message import (
    Attempt,
    Count,
    Currency,
    Id,
    Message,
    Name,
    PartnerId,
    PositiveMinor,
)
from contracts.settings import Delay

TASK_QUEUE = "turnup"
LONGEST_TITLE = 40
MOST_TITLES = 20
ShownTitle = Annotated[str, Field(max_length=LONGEST_TITLE)]
ORDER_WORKFLOW = "OrderWorkflow"
START_DATE_WORKFLOW = "StartDateWorkflow"
REFUND_WORKFLOW = "RefundWorkflow"

DECIDE_UPDATE = "decide"
DECIDE_SIGNAL = "decide"
APPLIED_UPDATE = "applied"
RETRY_SIGNAL = "retry"
PAYMENT_SETTLED_SIGNAL = "payment_settled"
PAYMENT_ATTEMPTED_SIGNAL = "payment_attempted"
SWITCHED_TO_REQUEST_SIGNAL = "switched_to_request"
ATTENTION_CHANGED_SIGNAL = "attention_changed"
LOOK_SIGNAL = "look"
END_SIGNAL = "end"

WorkflowState = Literal["running", "completed", "ended", "missing"]
"""`ended`: failed, terminated, cancelled or timed out, so not by having done its work."""


def order_workflow_id(order_id: str) -> str:
    """One order is one workflow: its id is the business key."""
    return f"order/{order_id}"


def start_date_workflow_id(order_id: str, decision_id: str) -> str:
    return f"order/{order_id}/start-date/{decision_id}"


def refund_workflow_id(refund_id: str, rounds: int) -> str:
    """One refund is one workflow, and what a person has tried anew after that one's end another."""
    return f"refund/{refund_id}/{rounds}" if rounds else f"refund/{refund_id}"


class DecisionMessage(Message):
    """A decision on record, in as few bytes as every history needs: what is left out is usual."""

    decision_id: str = Field(pattern=r"^[A-Za-z0-9_-]{1,60}$", max_length=60)
    verdict: Verdict = "approve"
    documents: Documents = "none"


class TakenUp(Message):
    """How far an order had come whose workflow ended before it was done, for the one that takes it
    up; where its items stand, that one asks for."""

    payment_attempt: Count = 0
    """The newest; 0 if it was a request from the beginning."""
    is_paid: bool = False
    payment_due_at: AwareDatetime | None = None
    """When it expires unless it is paid; null where nothing of it waits for money."""
    waiting_since: AwareDatetime | None = None
    """Since when it awaits a decision; null where it awaits none."""
    decisions: list[DecisionMessage] = Field(default=[], max_length=MOST_LINES)
    """Recorded and not carried out to their end, oldest first."""


class OrderTerms(Message):
    """What an order's workflow starts with; which order it is, its id says. What is usual is left
    out, as a history is kept long: what that means is written here, for all that are open."""

    path: OrderPath
    payment_seconds: Delay = 3 * 86_400
    """Until an unpaid order expires."""
    reminder_seconds: Delay = 2 * 86_400
    """Until the admins are reminded of an undecided request."""
    escalation_seconds: Delay = 5 * 86_400
    """Until what is undecided is escalated, requested or paid."""
    warning_seconds: Delay = 3 * 86_400
    """How long before an undecided request expires its customer is warned."""
    approval_seconds: Delay = 30 * 86_400
    """Until it expires."""
    titles: list[ShownTitle] = Field(default=[], max_length=MOST_TITLES)
    """Of the first items, in the order's own order: what operators read instead of ids."""
    taken_up: TakenUp | None = None
    """Not for an order's first workflow."""


class OrderToOpen(Message):
    """An order to start a workflow for. Only its terms become the workflow's input; the rest is
    what operators find it by."""

    order_id: Id
    partner_id: PartnerId
    customer_id: Id
    currency: Currency
    total_minor: PositiveMinor
    titles: list[Name] = Field(max_length=MOST_LINES)
    terms: OrderTerms


class PaymentAttempt(Message):
    """The customer tries again; older attempts can no longer capture."""

    attempt: Attempt


class StartDateInput(Message):
    """A correction that its order's ended workflow can no longer take."""

    item_id: Id
    decision: DecisionMessage


class RefundTerms(Message):
    """What a refund's workflow starts with; which refund it is, its id says."""

    order_id: Id
    """Whose audit keeps the signals that were refused."""


class RefundToStart(RefundTerms):
    """A refund to start a workflow for. Only its terms become the workflow's input; the rest is
    what operators find it by."""

    id: Id
    rounds: Count
    partner_id: PartnerId
    customer_id: Id
    currency: Currency
    amount_minor: PositiveMinor
    gateway: Name
