"""How signing in goes on once somebody proved who it is: with a new cookie to the page that was
wanted, or to the choice between several customers."""

from fastapi import Response

from contracts.said import Said
from portal.identity.use_cases.begin_session import SignedIn
from portal.identity.use_cases.enter import ToChoose
from portal.web.arriving import DEVICE, with_next
from portal.web.page import Page

CHOICE_SECONDS = 600
ASKED, CHOICE = "asked", "choice"
"""Cookies: of the browser that asked for a code, and of the choice that is open."""


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
    if outcome.mark:
        cookies.write(answer, DEVICE, outcome.mark)
    for gone in (ASKED, CHOICE):
        cookies.forget(answer, gone)
    return answer
