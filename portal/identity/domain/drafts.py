"""Which half-typed forms are kept until somebody has signed in again, and what of them: never a
password, and no more than a person types."""

from collections.abc import Mapping
from datetime import timedelta

KEPT_FOR = timedelta(days=1)
MOST_DRAFTS = 20
"""Of one account."""
MOST_FIELDS = 100
MOST_CHARACTERS = 20_000
LONGEST_PAGE = 2_000
NEVER_KEPT = ("password", "csrf", "once")
"""A field whose name holds one of these."""


def worth_keeping(page: str, fields: Mapping[str, str]) -> dict[str, str] | None:
    """None for what is larger than a form that a person filled in, or holds nothing."""
    kept = {
        name: value
        for name, value in fields.items()
        if value and not any(word in name.lower() for word in NEVER_KEPT)
    }
    size = sum(len(name) + len(value) for name, value in kept.items())
    too_large = len(kept) > MOST_FIELDS or size > MOST_CHARACTERS or len(page) > LONGEST_PAGE
    return None if too_large or not kept else kept
