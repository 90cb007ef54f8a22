"""What people read of who did something: records hold as whom, such as `admin/ada@x.example`."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from contracts.actors import BY, SUPPORT
from contracts.said import Told
from wording.telling import Viewer, phrase, words_of

NameOf = Callable[[str, str], str | None]
"""Somebody's name by what it is and its id, as far as it is known and may be read."""
STAFF = ("admin", "operator")
PERSON_FACTS = ("by", "changed_by", "decided_by", "winner", "written_by")
"""Of sentences: who did what they tell."""


def called(label: str, name_of: NameOf) -> str:
    """Also of whom only the id is kept, as a ticket's assignee."""
    whom, by, agent = label.partition(BY)
    if not by or agent == SUPPORT:
        return _one(label, name_of)
    return phrase("who.as_customer", by=_one(agent, name_of), customer_name=_one(whom, name_of))


def people_in(facts: Mapping[str, Any]) -> Iterable[str]:
    """Whom a sentence with these facts speaks of."""
    return _persons(facts).values()


def with_people(facts: Mapping[str, Any], name_of: NameOf) -> dict[str, Any]:
    """The facts with what these are called."""
    told = {name: called(label, name_of) for name, label in _persons(facts).items()}
    return {**facts, **told}


def told_with_people(told: Told, name_of: NameOf, viewer: Viewer) -> str:
    """What was told, with what they are called; as it was told where nobody is in it."""
    if not any(people_in(told.facts)):
        return told.text
    return words_of(told.code, with_people(told.facts, name_of), viewer) or told.text


def _one(label: str, name_of: NameOf) -> str:
    kind, between, of_id = label.partition("/")
    if not between:
        kind, of_id = ("system", "") if label == "system" else ("", label)
    if kind == "system":
        return phrase("who.turnup")
    name = name_of(kind, of_id)
    if kind == "customer":  # who chose its own name, and may have that of one of the staff
        return phrase("who.customer", customer_name=of_id if name is None else name)
    return of_id if name is None else name


def _persons(facts: Mapping[str, Any]) -> dict[str, str]:
    return {name: it for name in PERSON_FACTS if isinstance(it := facts.get(name), str)}
