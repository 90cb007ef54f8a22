"""Reads a list that a service answers in pages: to its end, or so many."""

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import TypeVar

from pydantic import BaseModel

from contracts.message import Page

Item = TypeVar("Item", bound=BaseModel)


async def all_of(read: Callable[[str | None], Awaitable[Page[Item]]]) -> AsyncIterator[Item]:
    """Every item; `read` asks for the page behind a cursor, for the first one behind None."""
    cursor = None
    while True:
        page = await read(cursor)
        for item in page.items:
            yield item
        cursor = page.next_cursor
        if cursor is None:
            return


async def first_of(
    read: Callable[[str | None, int], Awaitable[Page[Item]]], limit: int
) -> Page[Item]:
    """So many items if there are, in however many pages they come; `read` is told behind which
    cursor, and how many at most."""
    page = await read(None, limit)
    while page.next_cursor is not None and len(page.items) < limit:
        more = await read(page.next_cursor, limit - len(page.items))
        page = more.model_copy(update={"items": [*page.items, *more.items]})
    return page
