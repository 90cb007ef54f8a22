"""What the orders tests stand in for: time, and the way between processes."""

from datetime import UTC, datetime

import httpx2 as httpx


class HandSetClock:
    """Stands still until a test sets it."""

    def __init__(self) -> None:
        self.at = datetime(2023, 1, 1, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at


class Network(httpx.AsyncBaseTransport):
    """Leads each host to its app in this process; a blocked host does not answer."""

    def __init__(self) -> None:
        self.to: dict[str, httpx.AsyncBaseTransport] = {}
        self.blocked: set[str] = set()
        self.asked: list[str] = []
        """Each call's host and path, by whomever."""

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        if request.url.host in self.blocked:
            raise httpx.ConnectError(f"{request.url.host} is blocked")
        self.asked.append(f"{request.url.host}{request.url.path}")
        return await self.to[request.url.host].handle_async_request(request)
