"""Refusals and faults as pages: what happened, what was not done, what to do, and the id by which
the request is found in the logs. Callers of the API (`/v1/`) get problem documents as ever."""

from urllib.parse import quote, urlsplit

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.exceptions import HTTPException

from chassis.problems import log_fault, show_instead
from contracts.problems import ObjectIsNotFound, Problem
from contracts.said import Said, said
from portal.web.entering import FormIsForeign, SecondFactorIsNeeded, SignInIsNeeded
from portal.web.forms import FormIsWrong, posted, typed_texts
from portal.web.headers import REQUEST_ID
from portal.web.page import Page
from portal.web.templates import template
from portal.web.viewers import viewer
from portal.web.visiting import OVER, NotForVisitors, VisitIsOver, out
from wording.languages import spoken
from wording.refusals import detail_of
from wording.telling import words

SIGN_IN, SECOND_FACTOR = "/sign-in", "/security/second-factor"


def add_error_pages(app: FastAPI) -> None:
    """In place of the documents that programs read."""
    kinds = (
        SignInIsNeeded,
        VisitIsOver,
        NotForVisitors,
        SecondFactorIsNeeded,
        FormIsForeign,
        FormIsWrong,
        Problem,
        RequestValidationError,
    )
    for kind, handler in zip(
        (*kinds, HTTPException, Exception),
        (
            _sign_in,
            _visit_is_over,
            _not_for_visitors,
            _set_up,
            _foreign,
            _wrong,
            _refused,
            _malformed,
            _as_http,
            _fault,
        ),
        strict=True,
    ):
        show_instead(app, kind, handler, _is_of_browsers)


def _is_of_browsers(request: Request) -> bool:
    return not request.url.path.startswith("/v1/")


async def _sign_in(_: Request, error: Exception) -> Response:
    assert isinstance(error, SignInIsNeeded)  # noqa: S101 - registered for this type only
    way_back = "" if error.to == "/" else f"?next={quote(error.to, safe='')}"
    return RedirectResponse(f"{SIGN_IN}{way_back}", 303)


async def _visit_is_over(request: Request, _: Exception) -> Response:
    return out(request.app.state.context, RedirectResponse(OVER, 303))


async def _not_for_visitors(request: Request, _: Exception) -> Response:
    return error_page(request, 403, said("action-is-not-allowed/in_person"))


async def _set_up(_: Request, __: Exception) -> Response:
    return RedirectResponse(SECOND_FACTOR, 303)


async def _foreign(request: Request, _: Exception) -> Response:
    return error_page(request, 403, said("portal.error.foreign_form"))


async def _wrong(request: Request, error: Exception) -> Response:
    """Of a route that does not show its form again: a fault that no honest form has."""
    assert isinstance(error, FormIsWrong)  # noqa: S101
    return error_page(request, 422, said("portal.error.wrong_form"))


async def _refused(request: Request, error: Exception) -> Response:
    """After a form: back to it, with what was typed."""
    assert isinstance(error, Problem)  # noqa: S101
    page: Page | None = getattr(request.state, "page", None)
    if request.method == "POST" and page and not isinstance(error, ObjectIsNotFound):
        if page.session and not page.session.by:
            account_id, place = page.session.account_id, urlsplit(page.address).path
            typed = typed_texts(await posted(request))
            await page.context.identity.keep_draft(account_id, place, typed)
        return page.refuse(page.address, error)
    if isinstance(error, ObjectIsNotFound):
        return error_page(request, 404, said("portal.error.not_found"))
    why = said("others.words", words=detail_of(error, spoken(), viewer()))
    return error_page(request, error.status, why)


async def _malformed(request: Request, error: Exception) -> Response:
    """An address that none of our links has."""
    assert isinstance(error, RequestValidationError)  # noqa: S101
    return error_page(request, 404, said("portal.error.not_found"))


async def _as_http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101
    if error.status_code in (404, 405):
        return error_page(request, error.status_code, said("portal.error.not_found"))
    if error.status_code == 413:
        return error_page(request, 413, said("portal.error.too_large"))
    return error_page(request, error.status_code, said("portal.error.wrong_form"))


async def _fault(request: Request, error: Exception) -> Response:
    route = request.scope.get("route")  # an address itself may let somebody in
    log_fault(getattr(route, "path", ""), error)
    return error_page(request, 500, said("portal.error.fault"))


def error_page(request: Request, status: int, why: Said) -> Response:
    """With the frame where the request came far enough to have one."""
    found = template("web/error.html").render(
        page=getattr(request.state, "page", None),
        language=spoken(),
        status=status,
        why=words(why, viewer()),
        request_id=getattr(request.state, REQUEST_ID, ""),
    )
    return HTMLResponse(found, status)
