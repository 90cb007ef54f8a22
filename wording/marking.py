"""How a sentence is written down: plain, in singular and plural, or one of several by a fact."""

from collections.abc import Mapping
from dataclasses import dataclass

VIEWER = "viewer"
"""The fact that every sentence may choose by: `customer` or `staff`."""
ANY, NONE = "*", ""


@dataclass(frozen=True)
class Plural:
    """By the fact `count`."""

    one: str
    many: str


@dataclass(frozen=True)
class By:
    """The sentence for the fact's value, for `ANY` other value, or for `NONE`, when it is absent,
    null, empty or 0."""

    fact: str
    choices: Mapping[str, "Sentence"]


Sentence = str | Plural | By
"""With facts in braces, by their names alone."""


def N_(sentence: str) -> str:  # noqa: N802 - gettext's own name for it
    """Marks a sentence for the catalogues."""
    return sentence
