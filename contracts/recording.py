"""What the workflow's steps read from the orders service, and what they record there."""

from datetime import datetime
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from contracts.decisions import (
    DecisionIsNotRecorded,
    DecisionView,
    Documents,
    ItemState,
    OrderStatus,
    RefundTo,
    Verdict,
)
from contracts.message import Attempt, Command, Day, Id, Message, Name, Text
from contracts.orders import MOST_FLAGS, CustomerView, FlagSource, OrderView
from contracts.problems import Problem
from contracts.said import Said, said

WORKFLOW_LOST = "attention.workflow_lost"
LONGEST_REASON = 300
MOST_REASONS = 3


class OrderProgress(Message):
    """What a recording step tells the workflow: the derived status and the items' states."""

    status: OrderStatus
    items: dict[str, ItemState]
    activate_at: dict[str, datetime] = {}
    """For each scheduled item the instant its start date begins in the partner's time zone."""
    flags: list[str] = []
    """The keys of the newest `MOST_FLAGS` that nobody has solved, oldest first."""
    reasons: list[Annotated[str, Field(max_length=LONGEST_REASON)]] = Field(
        default=[], max_length=MOST_REASONS
    )
    """What the newest of them say, in English, for who reads it in the Temporal UI; only a flagged
    order has any, so that they cost the others no history."""


class OrderSnapshot(Message):
    """For the workflow's steps: the order with whom it belongs to. What a step records is answered
    with it, so that people can be notified without asking again. Nothing of it but `progress` may
    stand in a history."""

    progress: OrderProgress
    order: OrderView
    customer: CustomerView
    decision: DecisionView | None = None
    """The one that was asked for or applied, also when another is in force by now."""
    payment_method: str | None = None
    return_url: str | None = None
    payment_seconds: int | None = None
    """Until the unpaid order expires, from its newest attempt on, where that has longer than
    usual."""


class RecordedDecision(Message):
    """A decision that the orders service holds; effects follow from the record, not from here."""

    decision_id: str
    item_id: str
    verdict: Verdict
    revision: int = 1
    """Above 1 for a correction."""
    documents: Documents = "none"
    """What payments owes the customer or the provider for it, derived by orders when recorded."""


class ExpiryOutcome(Message):
    """The decisions that expiry recorded; empty when an admin was first."""

    decisions: list[RecordedDecision]


Deadline = Literal["reminder", "escalation", "warning"]
"""What happens while nobody decides: the admins are reminded, the order is escalated, the customer
is warned that the request expires."""


class RecordDeadline(Command):
    """From the workflow: a deadline has passed, as far as it knows without a decision."""

    deadline: Deadline


class DeadlineOutcome(Message):
    """What people are told of the deadline from; null when somebody decided first."""

    snapshot: OrderSnapshot | None = None


class ApplyDecision(Command):
    """From the workflow, after the documents of a decision were issued. What it says it carried out
    must be what is on record: a forged message is refused here."""

    verdict: Verdict | None = None
    documents: Documents | None = None


class RecordAttention(Command):
    """A person must look at this order; without `said`, what is named in `solved` is solved."""

    said: Said | None = None
    key: Name | None = None
    """Names the cause, which flags the order once."""
    solved: list[Name] = Field(default=[], max_length=MOST_FLAGS)
    """The keys of flags that were seen, or are taken back; what was raised since stays."""
    source: FlagSource = "workflow"
    signals: bool = False
    """From others than the order's workflow: it is told to look."""

    @model_validator(mode="after")
    def _flags_by_key(self) -> Self:
        if self.said and not self.key:
            raise ValueError("what flags an order has a key")
        return self


def mismatch_key(attempt: int, invoice_id: str | None = None) -> str:
    """Flags an order once for a capture of another amount, whoever is the first to tell: in an
    attempt to pay the order, or one of its open invoices."""
    return f"mismatch/{invoice_id}/{attempt}" if invoice_id else f"mismatch/{attempt}"


def workflow_lost(order_id: str) -> Said:
    """Why a person must look at an order whose workflow was ended by force."""
    return said(WORKFLOW_LOST, order_id=order_id)


class RecordPaymentResult(Command):
    """From the workflow: what payments says of one attempt."""

    attempt: Attempt
    outcome: Literal["captured", "failed", "expired", "mismatch"]
    paid_on: Day | None = None
    """The capture's date in the partner's time zone."""
    detail: Said | None = None
    """Why it was not paid, or what does not match."""


class OperatorDecision(Message):
    """What an operator signals from the Temporal UI or CLI."""

    item_id: Id
    verdict: Literal["approve", "reject"]
    start_on: Day | None = None
    reason: Text | None = None
    refund_to: RefundTo = "balance"
    by: Name


class RecordOperatorDecision(OperatorDecision, Command):
    """From the workflow: a decision that an operator signalled."""

    message_id: Id
    """Unique per signal, so that a retried step records it once."""


class RecordRefusal(Command):
    """From the workflow: a message that it refused, kept for the audit."""

    message_id: Id
    message: Name
    reason: Said
    content: Text


class PaymentAttemptIsNotRecorded(Problem):
    """A message asked for an attempt to pay that nobody made."""

    status = 404


class SwitchIsNotRecorded(Problem):
    """A message said that the customer gave up paying, and the order says otherwise."""

    status = 404


NOT_ON_RECORD: frozenset[str] = frozenset(
    problem.type
    for problem in (DecisionIsNotRecorded, PaymentAttemptIsNotRecorded, SwitchIsNotRecorded)
)
"""What a step refuses because the message that asked for it is wrong, not the step: the message is
refused, and nobody has to look."""
