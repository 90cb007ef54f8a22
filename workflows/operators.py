"""What operators read in the Temporal UI: always English, for which no catalogue has to be read
inside a workflow."""

from collections.abc import Callable
from typing import Any

from contracts.said import Said
from wording.telling import words, words_of

LONGEST_SUMMARY = 100


def shown(what: Said) -> str:
    return words(what, "staff", "en")


def summary_of(step: Callable[..., Any], *message: Any) -> str:
    """Of a step, by its name and the facts of its message."""
    facts = {name: value for part in message for name, value in part}
    name = step.__name__
    return (words_of(f"step.{name}", facts, "staff", "en") or name)[:LONGEST_SUMMARY]
