"""Reads what was signalled to a workflow, as raw payloads: a malformed signal is refused and
recorded instead of failing the workflow or vanishing."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from pydantic import ValidationError
from temporalio.api.common.v1 import Payload
from temporalio.common import RawValue

LONGEST_KEPT = 500
LONGEST_READ = 20_000
EMPTY = RawValue(Payload())
"""A signal that came without an argument."""

Read = TypeVar("Read")


@dataclass(frozen=True)
class Unusable:
    """A message that nothing can be done with, kept for the audit."""

    message_id: str
    name: str
    reason: str
    content: str

    @classmethod
    def kept(cls, message_id: str, name: str, reason: str, content: str) -> "Unusable":
        """Cut to what the record takes: nothing that anybody sends may stop the workflow."""
        return cls(message_id, _storable(name, 100), _storable(reason), _storable(content))


def read_signal(
    message_id: str, name: str, raw: RawValue, read: Callable[[object], Read]
) -> Read | Unusable:
    """What `read` makes of the JSON that came; it may raise `ValueError`."""
    content = raw.payload.data.decode(errors="replace")
    try:
        return read(_fields(content))
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


def _reason(error: ValueError) -> str:
    if not isinstance(error, ValidationError):
        return f"not JSON: {error}"
    first = error.errors(include_url=False)[0]
    where = "/".join(str(part) for part in first["loc"]) or "message"
    return f"{where}: {first['msg']}"
