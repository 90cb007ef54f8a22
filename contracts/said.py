"""What is told to people, before it has words: a code and the facts in its sentence. The sentences
are in `wording/`, in every language.

A fact's name says how it is written: `…_on` a day, `…_span` two days as `2023-01-01/2023-01-31`,
`…_at` a moment to the minute on the clocks of the fact `time_zone` (without one, in UTC), `…_minor`
money in the fact `currency`, `…_exact` the same unrounded and without its sign, as `39000/31`,
`…_basis_points` a rate, `…_lines` a list, one below the other; `count` chooses between singular and
plural.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Any, Union

from pydantic import BaseModel, Field

from contracts.message import Message, Minor, Name, Text

MOST_FACTS = 30
LONGEST_FACT = 5_000
MOST_PARTS = 1_000
"""Of a fact that is a list."""

Fact = Union[
    Minor, Text, None, "Said", Annotated[list[Union[Text, "Said"]], Field(max_length=MOST_PARTS)]
]
"""Days and moments as ISO 8601 writes them."""


class Said(Message):
    """One sentence or two, without words."""

    code: Annotated[str, Field(max_length=100, pattern=r"^[a-z0-9_./-]+$")]
    facts: Annotated[dict[Name, Fact], Field(max_length=MOST_FACTS)] = {}


class Told(Said):
    """The same with its words, as whoever asked may read them and in their language."""

    text: str


def said(code: str, /, **facts: Any) -> Said:
    """What `code` says with these facts; days and moments may be given as such."""
    return Said(code=code, facts=plain(facts))


def plain(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Facts as JSON holds them."""
    return {name: _plain(value) for name, value in facts.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Told):
        return {"code": value.code, "facts": value.facts}
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json")
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return storable(value)[:LONGEST_FACT] if isinstance(value, str) else value


def storable(text: str) -> str:
    """Without what is no text to a database or in JSON: a zero, or half a letter."""
    return text.encode(errors="replace").decode().replace("\0", "\ufffd")
