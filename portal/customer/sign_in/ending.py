"""How signing in goes on once somebody proved who it is: with a new cookie to the page that was
wanted, or to the choice between several customers."""

from urllib.parse import quote

from fastapi import Response

from contracts.said import Said
from portal.identity.domain.devices import device_of
from portal.identity.use_cases.begin_session import Browser, SignedIn
from portal.identity.use_cases.enter import ToChoose
from portal.web.page import Page, is_own_path

LONGEST_NEXT = 1_000
CHOICE_SECONDS = 600
ASKED, CHOICE = "asked", "choice"
"""Cookies: of the browser that asked for a code, and of the choice that is open."""


def browser_of(page: Page) -> Browser:
    return Browser(
        device=device_of(page.request.headers.get("user-agent", "")),
        cookie=page.context.cookies.read(page.request, "session") or None,
        address=address_of(page),
    )


def address_of(page: Page) -> str:
    return page.request.client.host if page.request.client else ""


def next_of(wanted: str) -> str:
    """A page of ours that is no part of signing in or out."""
    is_usable = is_own_path(wanted) and len(wanted) <= LONGEST_NEXT
    return wanted if is_usable and not wanted.startswith("/sign-") else "/"


def with_next(path: str, to: str) -> str:
    return path if to == "/" else f"{path}?next={quote(to, safe='')}"


def signed_in(
    page: Page, outcome: SignedIn | ToChoose, to: str, message: Said | None = None
) -> Response:
    cookies = page.context.cookies
    if isinstance(outcome, ToChoose):
        answer = page.go(with_next("/sign-in/choose", to))
        cookies.write(answer, CHOICE, outcome.proof, seconds=CHOICE_SECONDS)
        return answer
    answer = page.go(to, message)
    cookies.write(answer, "session", outcome.cookie, seconds=int(outcome.lasts.total_seconds()))
    for gone in (ASKED, CHOICE):
        cookies.forget(answer, gone)
    return answer
