"""Refuses bodies that are too large, whether or not they announce their length. Reads no body."""

from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from chassis.problems import problem_response
from contracts.message import LARGEST_BODY_BYTES
from contracts.problems import RequestIsTooLarge

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
            await problem_response(RequestIsTooLarge(DETAIL))(scope, receive, send)
            return
        received_bytes = 0

        async def counted() -> Message:
            nonlocal received_bytes
            message = await receive()
            received_bytes += len(message.get("body", b""))
            if received_bytes > LARGEST_BODY_BYTES:
                # A `Problem` would be taken for a fault of the reading, and answered 400.
                raise HTTPException(413, DETAIL, headers={"Connection": "close"})
            return message

        await self._app(scope, counted, send)
