"""What may be signalled to an order: a decision, a further attempt to pay, or what to refuse."""

from dataclasses import dataclass

from temporalio.common import RawValue

from contracts.recording import OperatorDecision
from contracts.workflow import DecisionMessage, PaymentAttempt
from workflows.raw_signals import Unusable, read_signal


@dataclass(frozen=True)
class FromOperator:
    """A decision that still has to be recorded, and may be refused there."""

    message_id: str
    decision: OperatorDecision


Entry = DecisionMessage | FromOperator | Unusable


def read_decision(message_id: str, name: str, raw: RawValue) -> Entry:
    """What a `decide` signal means."""

    def read(fields: object) -> DecisionMessage | FromOperator:
        if isinstance(fields, dict) and "decision_id" in fields:
            return DecisionMessage.model_validate(fields)
        return FromOperator(message_id, OperatorDecision.model_validate(fields))

    return read_signal(message_id, name, raw, read)


def read_attempt(message_id: str, name: str, raw: RawValue) -> PaymentAttempt | Unusable:
    """Which attempt to pay is wanted."""
    return read_signal(message_id, name, raw, PaymentAttempt.model_validate)
