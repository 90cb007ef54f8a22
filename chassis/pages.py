"""Keyset pagination: an opaque cursor holds the last id of the page before."""

import base64
import binascii
from collections.abc import Callable, Sequence
from typing import Annotated, Any, TypeVar

from fastapi import Query

from contracts.message import Page
from contracts.problems import CursorIsInvalid

View = TypeVar("View")

Limit = Annotated[int, Query(ge=1, le=200, description="How many items at most.")]
Cursor = Annotated[
    str | None, Query(max_length=200, description="`next_cursor` of the page before.")
]


def encode_cursor(last_id: str) -> str:
    return base64.urlsafe_b64encode(last_id.encode()).decode().rstrip("=")


def decode_cursor(cursor: str | None) -> str | None:
    """The last id of the page before, or None on the first page."""
    if cursor is None:
        return None
    try:
        return base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode()
    except (binascii.Error, UnicodeDecodeError, ValueError) as error:
        raise invalid_cursor() from error


def decode_number(cursor: str | None) -> int | None:
    """The same for lists whose ids are numbers: below 10^18, as columns hold them."""
    last = decode_cursor(cursor)
    if last is None:
        return None
    if not last.isascii() or not last.isdigit() or len(last) > 18:
        raise invalid_cursor()
    return int(last)


def invalid_cursor() -> CursorIsInvalid:
    return CursorIsInvalid("The cursor is not one of ours; start from the first page.")


def cursor_after(ids: list[str], limit: int) -> str | None:
    """The cursor for the page after these ids, or None when the page was not full."""
    return encode_cursor(ids[-1]) if len(ids) == limit else None


def page_of(rows: Sequence[Any], view: Callable[[Any], View], limit: int) -> Page[View]:
    """Rows with an `id`, as they are shown, and where the list goes on."""
    following = cursor_after([row.id for row in rows], limit)
    return Page(items=[view(row) for row in rows], next_cursor=following)
