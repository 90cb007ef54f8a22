"""What passes between the workflow and its activities: ids and small facts, kept short because a
history is kept long."""

from datetime import date
from typing import Literal

from contracts.decisions import RefundTo
from contracts.message import Message
from contracts.recording import OrderProgress, RecordedDecision


class Applied(OrderProgress):
    """The order after a step. `told` is false when the notifications service did not answer."""

    told: bool = True


Outcome = Literal["unsettled", "captured", "failed", "mismatch"]


class Settlement(Message):
    """What payments knows of an attempt, and the order once that is recorded."""

    outcome: Outcome = "captured"
    order: Applied | None = None
    """Null while nothing is settled."""


class StepOnItem(Message):
    item_id: str


class StepOnDecision(Message):
    decision_id: str


class OperatorDecision(Message):
    """What an operator signals from the Temporal UI or CLI."""

    item_id: str
    verdict: Literal["approve", "reject"]
    start_on: date | None = None
    reason: str | None = None
    refund_to: RefundTo = "balance"
    by: str


class StepOnOperatorDecision(Message):
    message_id: str
    decision: OperatorDecision


class StepOnRefusal(Message):
    """A message that was refused."""

    message_id: str
    message: str
    reason: str
    content: str = ""


class StepOnAttention(Message):
    reason: str | None
    """None when it was solved."""


class Nothing(Message):
    """A step that needs no more than the order it runs for."""


class ClosingReason(Message):
    reason: str


class Recorded(Message):
    """An operator's decision as recorded, or why it was refused."""

    decision: RecordedDecision | None
    refusal: str | None = None


class Told(Message):
    """One event to tell of, once."""

    event: Literal["received", "payment", "decision", "activated"]
    reference: str = ""
    """The attempt, the decision's id or the item's id."""


def applied(progress: OrderProgress, told: bool) -> Applied:
    """The order after a step, in as few bytes as its history needs."""
    facts = progress.model_dump(exclude_defaults=True)
    return Applied(**facts) if told else Applied(**facts, told=False)


def settled(outcome: Outcome, order: Applied) -> Settlement:
    """The usual outcome goes without saying."""
    return (
        Settlement(order=order)
        if outcome == "captured"
        else Settlement(outcome=outcome, order=order)
    )
