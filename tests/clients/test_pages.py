"""A list that comes in pages is read to its end or as far as asked, whatever is in a page."""

import pytest

from clients.pages import all_of, first_of
from contracts.actors import Audience
from contracts.message import Page


@pytest.mark.parametrize("pages", [[[]], [["a"]], [["a", "b"], ["c"]], [["a"], [], ["b"]]], ids=str)
async def test_every_item_comes_once_and_in_its_order(pages: list[list[str]]) -> None:
    asked: list[str | None] = []

    async def read(cursor: str | None) -> Page[Audience]:
        asked.append(cursor)
        at = int(cursor or 0)
        following = str(at + 1) if at + 1 < len(pages) else None
        items = [Audience(location=name) for name in pages[at]]
        return Page(items=items, next_cursor=following)

    found = [one.location async for one in all_of(read)]
    assert found == [name for page in pages for name in page]
    assert asked == [None, *map(str, range(1, len(pages)))]


@pytest.mark.parametrize(
    ("count", "limit", "asked"),
    [
        (5, 30, [(None, 30), ("2", 28), ("4", 26)]),
        (5, 3, [(None, 3), ("2", 1)]),
        (1, 30, [(None, 30)]),
    ],
)
async def test_pages_that_end_early_are_followed_up_to_a_limit(
    count: int, limit: int, asked: list[tuple[str | None, int]]
) -> None:
    """Of a service whose pages have room for two."""
    left = [Audience(location=str(number)) for number in range(count)]
    questions: list[tuple[str | None, int]] = []

    async def read(cursor: str | None, most: int) -> Page[Audience]:
        questions.append((cursor, most))
        first = int(cursor or 0)
        last = first + min(2, most)
        following = str(last) if last < count else None
        return Page(items=left[first:last], next_cursor=following)

    page = await first_of(read, limit)
    assert page.items == left[:limit]
    assert questions == asked
    assert (page.next_cursor is None) == (limit >= count)
