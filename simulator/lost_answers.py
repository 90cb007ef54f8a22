"""Answers that never come: the connection is cut, so that the caller has to look up what happened.

An answer is begun and never ended, which makes a server close the connection; within one process
the caller is raised the same error as by a network.
"""

import httpx2 as httpx
from fastapi import FastAPI, Request, Response
from starlette.types import ASGIApp, Receive, Scope, Send

BEGINNING = {"type": "http.response.start", "status": 504, "headers": [(b"content-length", b"1")]}


class AnswerIsLost(httpx.ReadTimeout):
    def __init__(self) -> None:
        super().__init__("No answer came.")


class LostAnswers:
    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await self._app(scope, receive, send)
        except AnswerIsLost:
            await send(BEGINNING)
            raise


def add_lost_answers(app: FastAPI) -> None:
    """Once all other handlers are there: a lost answer is meant, so it is not logged as a fault."""
    app.add_middleware(LostAnswers)
    on_fault = app.exception_handlers[Exception]

    async def on_anything(request: Request, error: Exception) -> Response:
        if isinstance(error, AnswerIsLost):
            return Response(status_code=504)  # never sent, as the answer has begun
        return await on_fault(request, error)  # type: ignore[no-any-return,misc]

    app.add_exception_handler(Exception, on_anything)
