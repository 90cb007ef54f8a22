"""Reads a list that a service answers in pages, to its end."""

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import TypeVar

from contracts.message import Message, Page

Item = TypeVar("Item", bound=Message)


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
