"""A visit in this browser: one of the staff who is here as a customer, with a cookie of its own, so
that whoever is signed in here besides stays so."""

from fastapi import Request, Response

from portal.identity.domain.sessions import Session
from portal.web.context import PortalContext

VISIT = "visit"
"""The cookie."""
OVER = "/visit/over"
"""The page that says so."""


class VisitIsOver(Exception):
    """It has ended, or its visitor may not come any more: nothing was done."""


class NotForVisitors(Exception):
    """What only the customer may do; nothing was done."""


async def visit_of(request: Request, context: PortalContext) -> Session | None:
    """None without one, and where it is over."""
    cookie = context.cookies.read(request, VISIT)
    found = await context.identity.session(cookie) if cookie else None
    return found if isinstance(found, Session) and found.by else None


async def require_visit(
    request: Request, context: PortalContext, visit: Session | None, *, is_open: bool
) -> None:
    """Where the browser is on a visit, that it goes on; of a page that is open to everybody, no
    more than that a form is not of an earlier visit. Raises `VisitIsOver`, and
    `ServiceIsUnavailable` while nobody can say."""
    if not context.cookies.read(request, VISIT):
        return
    if visit is None and (request.method == "POST" or not is_open):
        raise VisitIsOver
    if visit and not is_open and not await context.identity.visit_goes_on(visit):
        raise VisitIsOver


def out(context: PortalContext, answer: Response) -> Response:
    """Without the visit's cookie, as whoever else is signed in here."""
    context.cookies.forget(answer, VISIT)
    return answer
