"""The words of refusals: by their type and, where a type has several reasons, by the reason."""

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError
from pydantic_core import PydanticSerializationError

from contracts.message import Language
from contracts.problems import LONGEST_DETAIL, Problem
from contracts.said import Said, said
from wording.telling import Viewer, words_of


def detail_of(problem: Problem, language: Language | None = None, viewer: Viewer = "staff") -> str:
    """What happened, what was not done and what to do. A refusal that somebody else worded, and
    has no sentence here, keeps its words. Of what is away on our side, or at a gateway, a customer
    is told no more than that it is."""
    code = "outage" if viewer == "customer" and problem.passes else problem.code
    found = words_of(code, problem.facts, viewer, language)
    return (found or problem.detail or problem.title)[:LONGEST_DETAIL]


def said_of(problem: Problem) -> Said:
    """A refusal to keep, and to word when it is read. What somebody else worded, or what cannot be
    kept, is kept in its words."""
    as_worded = said("others.words", words=problem.detail or detail_of(problem, "en"))
    facts = {k: v for k, v in problem.facts.items() if not isinstance(v, list | dict)}
    try:
        known = Said(code=problem.code, facts=facts)
        is_storable = "\\u0000" not in known.model_dump_json()
    except (ValidationError, PydanticSerializationError):
        return as_worded
    is_worded = is_storable and words_of(known.code, known.facts) is not None
    return known if is_worded else as_worded


def fault_of(fault: Mapping[str, Any]) -> Said:
    """One of Pydantic's errors, in its own words where we have none."""
    known = {k: v for k, v in fault.get("ctx", {}).items() if isinstance(v, int | str)}
    code = f"fault.{fault['type']}"
    is_worded = words_of(code, known) is not None
    return said(code, **known) if is_worded else said("others.words", words=str(fault["msg"]))


def unfit(error: ValueError) -> Said:
    """Why something cannot be read or written as its contract says; without what was given, which
    may be long, and nobody's business."""
    if not isinstance(error, ValidationError):
        return said("others.words", words=str(error)[:LONGEST_DETAIL])
    first = error.errors(include_url=False, include_input=False)[0]
    at = "/".join(str(part) for part in first["loc"])
    return said("message.unfit", contract=error.title, at=at, fault=fault_of(first))
