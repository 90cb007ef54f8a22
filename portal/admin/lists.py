"""A list of the desk as `listing.html` frames it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from contracts.message import Page as PageOf
from portal.web.lists import address, beginning, following
from portal.web.page import Page


@dataclass(frozen=True)
class Listed:
    rows: Sequence[Any]
    narrows: bool
    """Whether something was asked for, so that none does not mean that there are none."""
    next: str
    first: str
    export: str
    """Where the same is for a spreadsheet; empty where it is not."""


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
