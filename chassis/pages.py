"""Keyset pagination: an opaque cursor holds the last id of the page before. A page has as many
items as are asked for, unless they are too large together."""

import base64
import binascii
from collections.abc import Callable, Sequence
from datetime import date, datetime
from operator import attrgetter
from typing import Annotated, Any, TypeVar

from fastapi import Query
from pydantic import BaseModel

from chassis.page_sizes import count_that_fits
from contracts.message import Page
from contracts.problems import CursorIsInvalid

View = TypeVar("View", bound=BaseModel)
Day = TypeVar("Day", bound=date)
"""Or a moment."""

Limit = Annotated[
    int,
    Query(ge=1, le=200, description="How many items at most; fewer if they are large."),
]
Cursor = Annotated[
    str | None, Query(max_length=200, description="`next_cursor` of the page before.")
]


def search_words(*, description: str) -> Any:
    """The parameter `q` of a list that is searched; `description`: what is looked through."""
    return Query(alias="q", min_length=1, max_length=100, description=description)


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


def write_place(at: date, last_id: str) -> str:
    """Of a list that goes by a day or a moment, and within it by the id."""
    return f"{at.isoformat()}/{last_id}"


def read_place(last: str | None, kind: type[Day]) -> tuple[Day, str] | None:
    """The same read again, of a decoded cursor. Raises `CursorIsInvalid`."""
    if last is None:
        return None
    at, _, last_id = last.partition("/")
    try:
        place = kind.fromisoformat(at), last_id
    except ValueError as error:
        raise invalid_cursor() from error
    if isinstance(place[0], datetime) and place[0].tzinfo is None:
        raise invalid_cursor()
    return place


def invalid_cursor() -> CursorIsInvalid:
    return CursorIsInvalid()


def page_of(
    rows: Sequence[Any],
    view: Callable[[Any], View],
    limit: int,
    *,
    last_id: Callable[[Any], object] = attrgetter("id"),
    goes_on: bool = False,
) -> Page[View]:
    """Rows as they are shown, and where the list goes on: behind fewer than were asked for, if more
    would be too large, or if `goes_on`."""
    items = [view(row) for row in rows]
    count = count_that_fits(len(item.model_dump_json().encode()) for item in items)
    is_last = len(rows) < limit and count >= len(rows) and not goes_on
    following = None if is_last else encode_cursor(str(last_id(rows[count - 1])))
    return Page(items=items[:count], next_cursor=following)


def shown(item: View) -> View:
    """What is stored as it is shown."""
    return item
