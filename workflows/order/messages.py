"""What passes between an order's workflow and its steps: ids and small facts, kept short because a
history is kept long."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from contracts.decisions import Documents, Verdict
from contracts.message import Message
from contracts.recording import Deadline, OperatorDecision, OrderProgress, RecordedDecision
from contracts.said import Said


class Applied(OrderProgress):
    """The order after a step. `notified` is false when that is still to do."""

    notified: bool = True


Moved = Annotated[str, Field(max_length=40)]
"""An amount as operators read it, such as `€13.00`: how currencies are written is in a file, which
no workflow may read."""

Outcome = Literal["unsettled", "captured", "failed", "mismatch"]


class Settlement(Message):
    """What payments knows of an attempt, and the order once that is recorded."""

    outcome: Outcome = "captured"
    order: Applied | None = None
    """Null while nothing is settled."""
    paid: Moved | None = None


class NotifyingStep(Message):
    """For a step that notifies people of what it did."""

    without_notice: bool = False
    """Leave that: earlier notices are still on their way, and people get them in order."""


class AttemptToSettle(NotifyingStep):
    attempt: int


class ItemToStart(NotifyingStep):
    item_id: str


class ClaimedDecision(NotifyingStep):
    """What a message says of a decision; every step refuses what is not on record like this."""

    decision_id: str
    verdict: Verdict = "approve"
    documents: Documents = "none"


class DecisionToRecord(Message):
    message_id: str
    decision: OperatorDecision


class RefusedMessage(Message):
    """A message that was refused, for the audit."""

    message_id: str
    message: str
    reason: Said
    content: str = ""


class PassedDeadline(NotifyingStep):
    """Of an order that awaits a decision since then, and what comes next."""

    deadline: Deadline
    since: datetime
    escalates_at: datetime | None = None
    expires_at: datetime | None = None


class ReasonToClose(Message):
    """Why the payment is closed; the record has to say so, too."""

    decision: ClaimedDecision | None = None
    """None when the customer asks for approval instead."""


class Recorded(Message):
    """An operator's decision as recorded, or why it was refused."""

    decision: RecordedDecision | Said


class Notice(Message):
    """One event that people are notified of, once."""

    event: Literal["received", "payment", "decision", "activated", "deadline"]
    reference: str = ""
    """The attempt, the decision's id or the item's id."""
    deadline: PassedDeadline | None = None


def applied(progress: OrderProgress, *, notified: bool) -> Applied:
    """The order after a step, in as few bytes as its history needs."""
    facts = progress.model_dump(exclude_defaults=True)
    return Applied(**facts) if notified else Applied(**facts, notified=False)


def settled(outcome: Outcome, order: Applied, paid: Moved | None = None) -> Settlement:
    """The usual outcome goes without saying."""
    if outcome == "captured":
        return Settlement(order=order, paid=paid) if paid else Settlement(order=order)
    return Settlement(outcome=outcome, order=order)
