"""How each way of signing in ends: signed in, or with a code still to be typed."""

from fastapi.responses import Response

from contracts.said import Said
from portal.identity.domain.second_factor import SECOND_STEP_LASTS
from portal.identity.use_cases.begin_session import SignedIn
from portal.identity.use_cases.sign_in_staff import ToProve
from portal.web.arriving import DEVICE, with_next
from portal.web.page import Page

PROOF = "proof"
"""The cookie of who has taken the first of two steps."""


def come_in(
    page: Page, outcome: SignedIn | ToProve, to: str, message: Said | None = None
) -> Response:
    if isinstance(outcome, ToProve):
        answer = page.go(with_next("/sign-in/code", to), message)
        seconds = int(SECOND_STEP_LASTS.total_seconds())
        page.context.cookies.write(answer, PROOF, outcome.proof, seconds=seconds)
        return answer
    answer = page.go(to, message)
    seconds = int(outcome.lasts.total_seconds())
    page.context.cookies.write(answer, "session", outcome.cookie, seconds=seconds)
    page.context.cookies.write(answer, DEVICE, outcome.mark)
    return answer
