"""What the page's address says: which products are shown, and whether the cart lies over them."""

import re
from dataclasses import dataclass, replace
from typing import Annotated, get_args
from urllib.parse import parse_qs, urlencode, urlsplit

from fastapi import Depends, Query

from contracts.catalog import OfferingKind
from contracts.catalogue import LONGEST_SEARCH
from portal.web.page import Page

PATH = "/order"
LONGEST_CURSOR = 200
LONGEST_WINDOW = 100
OPENED_BY = re.compile(r"off_[0-9a-z]{1,90}")


@dataclass(frozen=True)
class Search:
    q: str = ""
    kind: OfferingKind | None = None
    cursor: str = ""
    window: str = ""
    """The cart lies over the products: opened by the product of this id, else `1`."""

    @property
    def address(self) -> str:
        given = {
            "q": self.q,
            "kind": self.kind,
            "cursor": self.cursor,
            "window": self.window,
        }
        query = urlencode({name: value for name, value in given.items() if value})
        return f"{PATH}?{query}" if query else PATH

    @property
    def is_narrowed(self) -> bool:
        return bool(self.q or self.kind)

    @property
    def closed(self) -> str:
        """The address without the window, at what opened it: there the focus goes on."""
        return f"{self.without_window().address}#{'cart' if self.window == '1' else self.window}"

    def with_window(self, opened_by: str = "1") -> "Search":
        return replace(self, window=opened_by)

    def without_window(self) -> "Search":
        return replace(self, window="")

    def from_cursor(self, cursor: str) -> "Search":
        return replace(self, cursor=cursor, window="")


async def _search_asked(
    q: Annotated[str, Query(max_length=LONGEST_SEARCH)] = "",
    kind: Annotated[str, Query(max_length=20)] = "",
    cursor: Annotated[str, Query(max_length=LONGEST_CURSOR)] = "",
    window: Annotated[str, Query(max_length=LONGEST_WINDOW)] = "",
) -> Search:
    return _search(q, kind, cursor, window)


SearchDep = Annotated[Search, Depends(_search_asked)]


def posted_from(page: Page) -> Search:
    """Of the page whose form was sent, so that a change leads back to the same products."""
    query = parse_qs(urlsplit(page.address).query)
    given = {name: values[0] for name, values in query.items()}
    return _search(
        given.get("q", "")[:LONGEST_SEARCH],
        given.get("kind", ""),
        given.get("cursor", "")[:LONGEST_CURSOR],
        given.get("window", ""),
    )


def _search(q: str, kind: str, cursor: str, window: str) -> Search:
    """A kind that there is not means all."""
    known = next((one for one in get_args(OfferingKind) if one == kind), None)
    opened_by = window if OPENED_BY.fullmatch(window) else "1" if window else ""
    return Search(" ".join(q.split()), known, cursor, opened_by)
