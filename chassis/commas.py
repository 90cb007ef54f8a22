"""Several values in one variable, with commas between them."""

from pydantic import BeforeValidator


def _split(given: object) -> object:
    return [one.strip() for one in given.split(",")] if isinstance(given, str) else given


AT_COMMAS = BeforeValidator(_split)
"""For a field of a tuple. In settings it stands behind `NoDecode`, as the text is no JSON."""
