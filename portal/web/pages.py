"""A router whose routes each say who may come: none can be written without a permission."""

from collections.abc import AsyncIterator, Callable
from typing import Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse

from portal.web.entering import enter
from portal.web.forms import LARGEST_FORM_BYTES

Route = Callable[[Callable[..., Any]], Callable[..., Any]]


class Pages:
    """Routes for browsers. `permission` is a name that the portal knows (`Permissions`)."""

    def __init__(self) -> None:
        self.router = APIRouter(default_response_class=HTMLResponse, include_in_schema=False)

    def get(self, path: str, *, permission: str) -> Route:
        """Reads and changes nothing."""
        return self._route(path, "GET", permission)

    def post(self, path: str, *, permission: str, max_body_size: int = LARGEST_FORM_BYTES) -> Route:
        """Refused unless the form is our own and of this session. `max_body_size`: bytes, of a form
        with files."""
        return self._route(path, "POST", permission, max_body_size)

    def _route(
        self, path: str, method: str, permission: str, max_body_size: int | None = None
    ) -> Route:
        async def admit(request: Request) -> AsyncIterator[None]:
            try:
                request.state.page = await enter(request, permission)
                yield
            finally:
                await request.close()  # uploaded files

        return self.router.api_route(
            path,
            methods=[method],
            dependencies=[Depends(admit)],
            openapi_extra={"permission": permission},
            max_body_size=max_body_size,
        )
