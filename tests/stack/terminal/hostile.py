"""Messages in which every text that somebody outside could have written is hostile to terminals."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, TypeVar, Union, get_args, get_origin

from pydantic import AwareDatetime, BaseModel

from contracts.catalog import BillingCycle

MARKUP = "[/x]@a.b [bold]:smile:[link=https://evil.example]"
ESCAPES = "\x1b[2J\x1b]0;title\x07\x9b31m\x90q\x9c\r\x08\x7f"
BIDI = "\u202egnp\u202c\u2066\u200f\u061c"
UNSEEN = "\u3164\u2800\U000e0100"
LINES = "a\nApplied.\u2028b\u2029c"
HOSTILE = f"<{MARKUP}|{ESCAPES}|{BIDI}|{UNSEEN}|{LINES}\ud800>"

PLAIN = {str: HOSTILE, int: 1, bool: True, float: 1.0, date: date(2023, 1, 1)}
CODES: dict[str, Any] = {
    "currency": "EUR",
    "cycle": BillingCycle(kind="monthly"),
    "iban": "AT611904300234573201",
    "bic": "BKAUATWW",
}
"""What decides how something else is written, or is refused where its parts do not fit."""
Model = TypeVar("Model", bound=BaseModel)


def hostile(kind: type[Model], **facts: Any) -> Model:
    """One with every member, and members of members, down to the last text."""
    kind.model_rebuild()  # some name a class that is defined after them
    members: dict[str, Any] = {
        name: CODES.get(name) or _value(field.annotation)
        for name, field in kind.model_fields.items()
    }
    return kind.model_construct(None, **members | facts)


def _value(kind: Any) -> Any:
    if kind in (datetime, AwareDatetime):
        return datetime(2023, 1, 1, tzinfo=UTC)
    if kind in PLAIN:
        return PLAIN[kind]
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return hostile(kind)
    return _of_parts(get_origin(kind), get_args(kind) or (kind,))


def _of_parts(origin: Any, parts: tuple[Any, ...]) -> Any:
    if origin is Literal:
        return parts[0]
    if origin is Annotated:
        return _value(parts[0])
    if origin in (Union, UnionType):
        return _value(next(part for part in parts if part is not NoneType))
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return {}
    assert origin in (list, tuple, set, frozenset), f"what is {parts}?"
    return origin([_value(parts[0])])
