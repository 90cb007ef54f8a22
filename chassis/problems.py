"""How refusals and faults leave a process: RFC 9457 problem+json, and no inner detail."""

from collections.abc import Awaitable, Callable, Sequence
from http import HTTPStatus
from typing import Any

import structlog
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from fastapi.telemetry import TelemetryConfig
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.middleware.body_limit import MAX_BODY_SIZE_SCOPE_KEY
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from contracts.message import LARGEST_BODY_BYTES, Language
from contracts.problems import ObjectIsNotFound, Problem, RequestIsMalformed, RequestIsTooLarge
from contracts.said import said
from wording.languages import LANGUAGES, negotiated, speaking
from wording.refusals import detail_of, fault_of
from wording.telling import Viewer, words

MEDIA_TYPE = "application/problem+json"
REPLAYED = "Idempotency-Replayed"
"""Marks an answer that was given before."""
SILENT: TelemetryConfig = {
    "tracing": False,
    "metrics": False,
    "logs": False,
    "operation_spans": False,
    "auto_configure": False,
}
"""What the framework would export by itself has queries and the messages of exceptions in it, and
with them personal data; the environment does not turn it on."""
log = structlog.get_logger()
Shown = Callable[[Request, Exception], Awaitable[Response]]
_Handler = Callable[[Request, Any], Response | Awaitable[Response]]


class BreaksOff(Exception):
    """Raised in the middle of a body that ends on purpose before its end: so the connection is
    closed, and nobody takes the answer for whole. No fault."""


def not_found(what: str) -> ObjectIsNotFound:
    """The one answer for what is not there and for what is somebody else's."""
    return ObjectIsNotFound(what=what)


class App(FastAPI):
    """Refuses in problem documents: whatever its routes raise, and bodies that are too large. It
    answers in the best of its languages that a request asks for, and reports in its logs alone."""

    def __init__(self, *, languages: Sequence[Language] = LANGUAGES, **facts: Any) -> None:
        super().__init__(max_body_size=LARGEST_BODY_BYTES, telemetry=SILENT, **facts)
        self._languages = languages
        self.around: Callable[[ASGIApp], ASGIApp] = lambda inner: inner
        """Put around all else, the answers to faults included; before the first request."""
        self.add_exception_handler(Problem, _on_problem)
        self.add_exception_handler(RequestValidationError, _on_malformed)
        self.add_exception_handler(HTTPException, _on_http_exception)
        self.add_exception_handler(Exception, _on_fault)

    def build_middleware_stack(self) -> ASGIApp:
        """Outermost, as the framework puts plain text in place of whatever is answered to a body
        that announced to be too large."""
        inner = super().build_middleware_stack()

        async def worded(scope: Scope, receive: Receive, send: Send) -> None:
            is_refused = False
            language = self._language_of(scope)

            async def send_worded(message: Message) -> None:
                nonlocal is_refused
                if message["type"] != "http.response.start":
                    if not is_refused:
                        await send(message)
                elif _is_bare_413(message):
                    is_refused = True
                    handler = self.exception_handlers[HTTPException]
                    refusal = await _answer_of(handler, Request(scope), HTTPException(413))
                    await refusal(scope, receive, _spoken_in(language, send))
                else:
                    await _spoken_in(language, send)(message)

            with speaking(language):
                await inner(scope, receive, send_worded)

        return self.around(worded)

    def _language_of(self, scope: Scope) -> Language:
        header = dict(scope.get("headers", ())).get(b"accept-language", b"")
        return negotiated(header.decode("latin-1"), self._languages)


def show_instead(
    app: FastAPI, kind: type[Exception], shown: Shown, is_read_by_people: Callable[[Request], bool]
) -> None:
    """Have a person shown a page in place of the document that programs go on getting, if there is
    one for this kind."""
    for_programs: _Handler | None = app.exception_handlers.get(kind)

    async def answer(request: Request, error: Exception) -> Response:
        if for_programs is None or is_read_by_people(request):
            return await shown(request, error)
        return await _answer_of(for_programs, request, error)

    app.add_exception_handler(kind, answer)


async def _answer_of(handler: _Handler, request: Request, error: Exception) -> Response:
    answer = handler(request, error)
    return answer if isinstance(answer, Response) else await answer


def problem_response(problem: Problem, viewer: Viewer = "staff") -> JSONResponse:
    """The answer for a refusal; 401, 429 and 503 say how to go on in their headers."""
    headers = {"WWW-Authenticate": "Bearer"} if problem.status == 401 else {}
    if problem.status in (429, 503):
        headers["Retry-After"] = "1"
    document = problem.document(detail_of(problem, viewer=viewer))
    return JSONResponse(document, problem.status, headers=headers, media_type=MEDIA_TYPE)


async def _on_problem(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, Problem)  # noqa: S101 - registered for this type only
    return problem_response(error, _viewer_of(request))


def _viewer_of(request: Request) -> Viewer:
    """Staff until the caller is known."""
    return "customer" if getattr(request.state, "is_customer", False) else "staff"


async def _on_malformed(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)  # noqa: S101
    faults: list[dict[str, Any]] = [
        {"at": "/".join(str(part) for part in fault["loc"]), "message": words(fault_of(fault))}
        for fault in error.errors()
    ]
    first = faults[0] if faults else {"at": "body", "message": ""}
    return problem_response(RequestIsMalformed("as_read", **first, errors=faults))


async def _on_http_exception(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)  # noqa: S101
    if error.status_code == 413:
        return problem_response(_too_large(request.scope))
    document = {"type": "about:blank", "title": str(error.detail), "status": error.status_code}
    return JSONResponse(document, error.status_code, error.headers, media_type=MEDIA_TYPE)


def log_fault(path: str, error: Exception) -> None:
    """The one place where errors are logged that reach the server."""
    if isinstance(error, BreaksOff):
        log.info("answer_broke_off", path=path)
    else:
        log.error("request_failed", path=path, exc_info=error)


async def _on_fault(request: Request, error: Exception) -> JSONResponse:
    log_fault(request.url.path, error)
    document = {
        "type": "about:blank",
        "title": HTTPStatus.INTERNAL_SERVER_ERROR.phrase,
        "status": 500,
        "detail": words(said("internal-error"), _viewer_of(request)),
    }
    return JSONResponse(document, 500, media_type=MEDIA_TYPE)


def _too_large(scope: Scope) -> RequestIsTooLarge:
    most = scope.get(MAX_BODY_SIZE_SCOPE_KEY, LARGEST_BODY_BYTES)
    return RequestIsTooLarge(most_bytes=most)


def _spoken_in(language: Language, send: Send) -> Send:
    """Says in which language the answer is, and what decided it. After a 413 the rest of the body
    is not read, so that the connection ends with it."""

    async def send_with_language(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            if REPLAYED not in headers:  # that one speaks the language of the first request
                headers.setdefault("Content-Language", language)
            headers.add_vary_header("Accept-Language")
            if message["status"] == 413:
                headers["Connection"] = "close"
        await send(message)

    return send_with_language


def _is_bare_413(start: Message) -> bool:
    kind: bytes = dict(start["headers"]).get(b"content-type", b"")
    return start["status"] == 413 and kind.startswith(b"text/plain")
