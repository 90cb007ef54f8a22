"""Lists whose words, filters and place are in the address, so that it can be kept and sent on."""

from collections.abc import Iterable
from typing import Annotated
from urllib.parse import urlencode

from fastapi import Query

from portal.web.page import Page
from wording.telling import term

ROWS = 20
"""Of one page of a list."""
Words = Annotated[str, Query(max_length=100)]
"""What is searched for; empty: everything."""
Place = Annotated[str | None, Query(max_length=200)]
"""The cursor behind which a list goes on."""


def address(page: Page, **changes: str | None) -> str:
    """This page with something else in its query; what is empty is left out."""
    asked = {**page.request.query_params, **changes}
    query = urlencode({name: value for name, value in asked.items() if value})
    return f"{page.path}?{query}" if query else page.path


def following(page: Page, cursor: str | None) -> str:
    """Where the list goes on; empty on its last page."""
    return address(page, cursor=cursor) if cursor else ""


def beginning(page: Page, cursor: str | None) -> str:
    """Where the list begins; empty where it is shown already."""
    return address(page, cursor=None) if cursor else ""


def choices(name: str, values: Iterable[str]) -> list[tuple[str, str]]:
    """For a filter: each value with its word, by the fact's name."""
    return [(value, term(name, value)) for value in values]
