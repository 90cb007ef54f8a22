"""Who arrives to sign in: its browser, and the page that it wants to see."""

from typing import Annotated
from urllib.parse import quote, unquote, urlsplit

from fastapi import Query
from pydantic import Field

from portal.identity.domain.devices import device_of
from portal.identity.use_cases.begin_session import Browser
from portal.web.page import Page, is_own_path

LONGEST_NEXT = 1_000
Next = Annotated[str, Query(max_length=LONGEST_NEXT)]
"""Where one goes on after signing in, in the address, and in a form."""
NextField = Annotated[str, Field(max_length=LONGEST_NEXT)]
DEVICE = "device"
"""The cookie of who has signed in here before."""


def browser_of(page: Page) -> Browser:
    return Browser(
        device=device_of(page.request.headers.get("user-agent", "")),
        cookie=page.context.cookies.read(page.request, "session") or None,
        address=address_of(page),
        mark=page.context.cookies.read(page.request, DEVICE),
    )


def address_of(page: Page) -> str:
    return page.request.client.host if page.request.client else ""


def next_of(wanted: str) -> str:
    """A page of ours that is no part of signing in or out."""
    is_usable = is_own_path(wanted) and len(wanted) <= LONGEST_NEXT
    return wanted if is_usable and not _is_another_way_in(wanted) else "/"


def _is_another_way_in(wanted: str) -> bool:
    """Also where a browser first leaves out steps, as of `/./sign-in`: somebody else's hand-over
    must not follow upon one's own sign-in."""
    path = unquote(urlsplit(wanted).path).replace("\\", "/")
    return path.startswith("/sign-") or not {".", ".."}.isdisjoint(path.split("/"))


def with_next(path: str, to: str) -> str:
    return path if to == "/" else f"{path}?next={quote(to, safe='')}"
