"""A list that comes in pages is read to its end, whatever is in a page."""

import pytest

from clients.pages import all_of
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
