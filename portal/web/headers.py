"""What every answer of a portal says to browsers, and by which id a request is found in logs."""

import secrets
from collections.abc import Sequence

import structlog
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

REQUEST_ID = "request_id"
RETRY_AFTER_SECONDS = {429: 30, 503: 5}
"""Of what passes by itself."""


def policy(form_targets: Sequence[str] = ()) -> str:
    """Nothing but our own, and nothing inline. A form may lead to `form_targets` besides."""
    return "; ".join(
        (
            "default-src 'self'",
            "img-src 'self' data: https:",  # a partner's logo is where the partner keeps it
            "object-src 'none'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
            " ".join(("form-action 'self'", *form_targets)),
        )
    )


class SafeHeaders:
    """Around all else, so that errors have them too."""

    def __init__(self, app: ASGIApp, *, is_secure: bool) -> None:
        self._app = app
        self._common = {
            "Content-Security-Policy": policy(),
            "Referrer-Policy": "same-origin",
            "X-Content-Type-Options": "nosniff",
            "Cross-Origin-Opener-Policy": "same-origin",
            "Cross-Origin-Resource-Policy": "same-origin",
            "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
            "Cache-Control": "no-store",
        }
        if is_secure:
            self._common["Strict-Transport-Security"] = "max-age=31536000"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request_id = secrets.token_hex(6)
        scope.setdefault("state", {})[REQUEST_ID] = request_id

        async def send_safely(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self._common.items():
                    headers.setdefault(name, value)
                headers["X-Request-Id"] = request_id
                if (seconds := RETRY_AFTER_SECONDS.get(message["status"])) is not None:
                    headers.setdefault("Retry-After", str(seconds))
            await send(message)

        with structlog.contextvars.bound_contextvars(request_id=request_id):
            await self._app(scope, receive, send_safely)
