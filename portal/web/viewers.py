"""For whom the words of a request are: sentences say something else to customers than to staff."""

from contextvars import ContextVar

from starlette.types import ASGIApp, Receive, Scope, Send

from wording.telling import Viewer

_VIEWER: ContextVar[Viewer] = ContextVar("viewer", default="customer")


def viewer() -> Viewer:
    """Who reads what is answered to this request."""
    return _VIEWER.get()


class ReadBy:
    """Around a portal whose pages are all read by the same kind of people."""

    def __init__(self, app: ASGIApp, who: Viewer) -> None:
        self._app, self._who = app, who

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        token = _VIEWER.set(self._who)
        try:
            await self._app(scope, receive, send)
        finally:
            _VIEWER.reset(token)
