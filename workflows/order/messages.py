"""What passes between the workflow and its activities: ids and small facts, kept short because a
history is kept long."""

from typing import Literal

from contracts.decisions import Documents, RefundTo, Verdict
from contracts.message import Day, Id, Message, Name, Text
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


class NewsStep(Message):
    """A step that tells people of what it did."""

    quietly: bool = False
    """Leave the telling: earlier news is still on its way, and people get it in order."""


class StepOnAttempt(NewsStep):
    attempt: int


class StepOnItem(NewsStep):
    item_id: str


class StepOnDecision(NewsStep):
    """What a message says of a decision; every step refuses what is not on record like this."""

    decision_id: str
    verdict: Verdict = "approve"
    documents: Documents = "none"


class OperatorDecision(Message):
    """What an operator signals from the Temporal UI or CLI."""

    item_id: Id
    verdict: Literal["approve", "reject"]
    start_on: Day | None = None
    reason: Text | None = None
    refund_to: RefundTo = "balance"
    by: Name


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
    solved: str | None = None
    """Which reason; None takes back all of them."""


class Nothing(Message):
    """A step that needs no more than the order it runs for."""


class StepOnClosing(Message):
    """Why the payment is closed; the record has to say so, too."""

    decision: StepOnDecision | None = None
    """None when the customer asks for approval instead."""


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
