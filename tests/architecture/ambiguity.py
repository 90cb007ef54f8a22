"""Finds patterns that look at a text again and again: a long repeat followed by what it could have
taken itself, for each of whose lengths the rest is tried anew."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

SHORT = 64
"""A repeat up to here costs a fixed number of steps a character."""

SEEN = frozenset(chr(code) for code in [*range(0x250), 0x0660, 0x2003, 0x4E2D])
"""Characters of every class that patterns name."""

Chars = frozenset[str]
parse: Any = re._parser.parse  # type: ignore[attr-defined] # there is no public one


def is_ambiguous(pattern: str) -> bool:
    try:
        _first(parse(pattern), frozenset())
    except _Ambiguous:
        return True
    return False


class _Ambiguous(Exception):
    pass


def _first(steps: Sequence[Any], following: Chars) -> Chars:
    """What a text can begin with that these steps match before `following`."""
    for step in reversed(steps):
        following = _before(step, following)
    return following


def _before(step: Any, following: Chars) -> Chars:
    kind, given = str(step[0]), step[1]
    if kind in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
        least, most, body = given
        return _repeat(least, most, body, following)
    if kind == "SUBPATTERN":
        return _first(given[-1], following)
    if kind == "BRANCH":
        return frozenset[str]().union(*(_first(branch, following) for branch in given[1]))
    if kind in ("ASSERT", "ASSERT_NOT"):
        _first(given[1], frozenset())
        return following
    return following if kind == "AT" else _matched(step)


def _repeat(least: int, most: int, body: Sequence[Any], following: Chars) -> Chars:
    begins = _first(body, frozenset())
    if most > SHORT:
        if begins & following:
            raise _Ambiguous
        _first(body, begins | following)
    return begins | following if least == 0 else begins


def _matched(step: Any) -> Chars:
    kind, given = str(step[0]), step[1]
    if kind == "ANY":
        return SEEN - {"\n"}
    if kind == "LITERAL":
        return frozenset(chr(given))
    if kind == "NOT_LITERAL":
        return SEEN - {chr(given)}
    assert kind == "IN", f"{kind} cannot be judged yet"
    inside = frozenset[str]().union(*_classes(given))
    return SEEN - inside if str(given[0][0]) == "NEGATE" else inside


def _classes(members: Iterable[Any]) -> list[Chars]:
    found = []
    for member in members:
        kind, given = str(member[0]), member[1]
        if kind == "RANGE":
            found.append(frozenset(c for c in SEEN if given[0] <= ord(c) <= given[1]))
        elif kind == "CATEGORY":
            word = str(given).rpartition("_")[2][0].lower()
            word = word.upper() if "_NOT_" in str(given) else word
            found.append(frozenset(c for c in SEEN if re.match(rf"\{word}", c)))
        elif kind == "LITERAL":
            found.append(frozenset(chr(given)))
    return found
