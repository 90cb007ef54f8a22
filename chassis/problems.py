"""How refusals and faults leave a process: RFC 9457 problem+json, and no inner detail."""

from typing import Any

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from contracts.problems import Problem, RequestIsMalformed, RequestIsTooLarge

MEDIA_TYPE = "application/problem+json"
log = structlog.get_logger()


def problem_response(problem: Problem) -> JSONResponse:
    """The answer for a refusal; 401, 429 and 503 say how to go on in their headers."""
    headers = {"WWW-Authenticate": "Bearer"} if problem.status == 401 else {}
    if problem.status in (429, 503):
        headers["Retry-After"] = "1"
    return JSONResponse(problem.document(), problem.status, headers=headers, media_type=MEDIA_TYPE)


def install_problem_handlers(app: FastAPI) -> None:
    app.add_exception_handler(Problem, _on_problem)
    app.add_exception_handler(RequestValidationError, _on_malformed)
    app.add_exception_handler(HTTPException, _on_http_exception)
    app.add_exception_handler(Exception, _on_fault)


async def _on_problem(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, Problem)  # noqa: S101 - registered for this type only
    return problem_response(error)


async def _on_malformed(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)  # noqa: S101
    faults: list[dict[str, Any]] = [
        {"at": "/".join(str(part) for part in fault["loc"]), "message": fault["msg"]}
        for fault in error.errors()
    ]
    first = faults[0] if faults else {"at": "body", "message": "unreadable"}
    return problem_response(
        RequestIsMalformed(
            f"{first['at']}: {first['message']}. Nothing was done; correct it and send it again.",
            errors=faults,
        )
    )


async def _on_http_exception(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)  # noqa: S101
    if error.status_code == RequestIsTooLarge.status:
        document = RequestIsTooLarge(error.detail).document()
    else:
        document = {"type": "about:blank", "title": str(error.detail), "status": error.status_code}
    return JSONResponse(document, error.status_code, error.headers, media_type=MEDIA_TYPE)


async def _on_fault(request: Request, error: Exception) -> JSONResponse:
    log.error("request_failed", path=request.url.path, exc_info=error)
    document = {
        "type": "about:blank",
        "title": "Internal error",
        "status": 500,
        "detail": "Something broke on our side and was logged; a retry with the same"
        " Idempotency-Key is safe.",
    }
    return JSONResponse(document, 500, media_type=MEDIA_TYPE)
