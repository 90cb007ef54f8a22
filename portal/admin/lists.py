"""A list of the desk as `listing.html` frames it, and the same for a spreadsheet."""

import asyncio
from collections.abc import AsyncIterable, Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from fastapi.responses import Response

from contracts.message import Page as PageOf
from portal.admin.partners import partner_choices
from portal.web.csv import Cell, csv_page
from portal.web.lists import ROWS, address, beginning, following
from portal.web.page import Page
from portal.web.templates import t


class Asked(Protocol):
    """What a list is narrowed to, as its address says."""

    @property
    def narrows(self) -> bool:
        """Whether something was asked for, so that none does not mean that there are none."""

    def reader(self, page: Page, limit: int) -> Callable[[str | None], Awaitable[PageOf[Any]]]:
        """Reads a page of so many from a cursor on."""


@dataclass(frozen=True)
class Listed:
    rows: Sequence[Any]
    narrows: bool
    next: str
    first: str
    export: str
    """Where the same is for a spreadsheet; empty where it is not."""


async def read_list(
    page: Page, asked: Asked, cursor: str | None
) -> tuple[Listed, Sequence[tuple[str, str]]]:
    """With the partners to choose from."""
    found, partners = await asyncio.gather(asked.reader(page, ROWS)(cursor), partner_choices(page))
    return listed(page, found, cursor, narrows=asked.narrows), partners


def listed(
    page: Page, found: PageOf[Any], cursor: str | None, *, narrows: bool, file: bool = True
) -> Listed:
    """`file`: it is there as CSV, too, at the same path."""
    here = address(page, cursor=None)
    return Listed(
        rows=found.items,
        narrows=narrows,
        next=following(page, found.next_cursor),
        first=beginning(page, cursor),
        export=here.replace(page.path, f"{page.path}.csv", 1) if file else "",
    )


async def file_of(
    page: Page, name: str, columns: Sequence[str], rows: AsyncIterable[Sequence[Cell]]
) -> Response:
    """Name and headings by their codes."""
    return await csv_page(page, t(name), [t(code) for code in columns], rows)
