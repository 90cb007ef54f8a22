"""Reads what was signalled to an order: a decision, a further attempt to pay, or what to refuse.

Signals are taken as raw payloads, so that a malformed one is refused and recorded here instead of
failing the workflow or vanishing.
"""

import json
from dataclasses import dataclass

from pydantic import ValidationError
from temporalio.api.common.v1 import Payload
from temporalio.common import RawValue

from contracts.recording import OperatorDecision
from contracts.workflow import DecisionMessage, PaymentAttempt

LONGEST_KEPT = 500
LONGEST_READ = 20_000
EMPTY = RawValue(Payload())
"""A signal that came without an argument."""


@dataclass(frozen=True)
class FromOperator:
    """A decision that still has to be recorded, and may be refused there."""

    message_id: str
    decision: OperatorDecision


@dataclass(frozen=True)
class Unusable:
    """A message that nothing can be done with, kept for the audit."""

    message_id: str
    name: str
    reason: str
    content: str

    @classmethod
    def kept(cls, message_id: str, name: str, reason: str, content: str) -> "Unusable":
        """Cut to what the record takes: nothing that anybody sends may stop the order."""
        return cls(message_id, _storable(name, 100), _storable(reason), _storable(content))


Entry = DecisionMessage | FromOperator | Unusable


def read_decision(message_id: str, name: str, raw: RawValue) -> Entry:
    """What a `decide` signal means."""
    content = _content(raw)
    try:
        fields = _fields(content)
        if isinstance(fields, dict) and "decision_id" in fields:
            return DecisionMessage.model_validate(fields)
        return FromOperator(message_id, OperatorDecision.model_validate(fields))
    except ValueError as error:
        return Unusable.kept(message_id, name, _reason(error), content)


def read_attempt(message_id: str, name: str, raw: RawValue) -> PaymentAttempt | Unusable:
    """Which attempt to pay is wanted."""
    content = _content(raw)
    try:
        return PaymentAttempt.model_validate(_fields(content))
    except ValueError as error:
        return Unusable.kept(message_id, name, _reason(error), content)


def _fields(content: str) -> object:
    """Raises ValueError for what is no JSON, too long, or nested without end."""
    if len(content) > LONGEST_READ:
        raise ValueError("the message is too long")
    try:
        return json.loads(content)
    except RecursionError:
        raise ValueError("the message is nested too deeply") from None


def _storable(text: str, longest: int = LONGEST_KEPT) -> str:
    return text[:longest].replace("\0", "\ufffd")


def _content(raw: RawValue) -> str:
    return raw.payload.data.decode(errors="replace")


def _reason(error: ValueError) -> str:
    if not isinstance(error, ValidationError):
        return f"not JSON: {error}"
    first = error.errors(include_url=False)[0]
    where = "/".join(str(part) for part in first["loc"]) or "message"
    return f"{where}: {first['msg']}"
