"""How a document's number is written. The next number itself comes from a locked counter."""

import re

DEFAULT_PATTERN = "{year}{partner:02d}{next:06d}"
_FIELD = re.compile(r"\{(year|partner|next)(?::0(\d{1,2})d)?\}")


def document_number(pattern: str, *, year: int, partner_id: int, sequence: int) -> str:
    """For example `202301000001`: year, partner in 2 digits, next in 6 digits.

    A pattern that would repeat numbers (no year or no next) or that is no pattern falls back to the
    default: a capture is booked whatever somebody typed into the settings.
    """
    values = {"year": year, "partner": partner_id, "next": sequence}
    named = {match[1] for match in _FIELD.finditer(pattern)}
    if not {"year", "next"} <= named or set("{}") & set(_FIELD.sub("", pattern)):
        pattern = DEFAULT_PATTERN
    return _FIELD.sub(lambda m: str(values[m[1]]).zfill(int(m[2] or 0)), pattern)
