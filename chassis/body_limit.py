"""Refuses bodies that are too large, whether or not they announce their length. Reads no body."""

from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LARGEST_BODY_BYTES = 1_000_000
DETAIL = f"A body may hold at most {LARGEST_BODY_BYTES} bytes. Nothing was done."


class BodyLimit:
    """Counts what arrives, as a chunked body names no length and a named one may be wrong."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        length = dict(scope["headers"]).get(b"content-length", b"0")
        if not length.isdigit() or int(length) > LARGEST_BODY_BYTES:
            await _refusal()(scope, receive, send)
            return
        received_bytes = 0

        async def counted() -> Message:
            nonlocal received_bytes
            message = await receive()
            received_bytes += len(message.get("body", b""))
            if received_bytes > LARGEST_BODY_BYTES:
                raise HTTPException(413, "Body too large", headers={"Connection": "close"})
            return message

        await self._app(scope, counted, send)


def _refusal() -> JSONResponse:
    problem = {"type": "about:blank", "title": "Body too large", "status": 413, "detail": DETAIL}
    return JSONResponse(problem, 413, media_type="application/problem+json")
