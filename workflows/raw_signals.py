"""Reads what was signalled to a workflow, as raw payloads: a malformed signal is refused and
recorded instead of failing the workflow or vanishing."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from pydantic import ValidationError
from temporalio.api.common.v1 import Payload
from temporalio.common import RawValue

from contracts.said import Said, said
from wording.refusals import unfit

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
    why: Said
    content: str

    @classmethod
    def kept(cls, message_id: str, name: str, why: Said, content: str) -> "Unusable":
        """Cut to what the record takes: nothing that anybody sends may stop the workflow."""
        return cls(message_id, _storable(name, 100), why, _storable(content))


def read_signal(
    message_id: str, name: str, raw: RawValue, read: Callable[[object], Read]
) -> Read | Unusable:
    """What `read` makes of the JSON that came; it may raise `ValueError`."""
    content = raw.payload.data.decode(errors="replace")
    try:
        if len(content) <= LONGEST_READ:
            return read(json.loads(content))
        why = said("message.too_long", most=LONGEST_READ)
    except RecursionError:
        why = said("message.too_deep")
    except ValidationError as error:
        why = unfit(error)
    except ValueError as error:
        why = said("message.no_json", error=str(error))
    return Unusable.kept(message_id, name, why, content)


def _storable(text: str, longest: int = LONGEST_KEPT) -> str:
    return text[:longest].replace("\0", "\ufffd")
