"""Text of others inside the Markdown that the Temporal UI renders: read as it was written."""

import re

_MARKS = re.compile(r"([\\<\[*~]|(?<!\w)_|_(?!\w)|:(?=//)|(?<=mailto):)", re.IGNORECASE)
"""What makes links (also bare addresses), pictures, tags or emphasis; names in backticks stay as
they are, and so do underscores inside words, which mean nothing."""


def literally(text: str) -> str:
    """In one line, without a mark that means something."""
    return _MARKS.sub(r"\\\1", " ".join(text.split()))
