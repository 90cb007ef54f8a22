"""JSON over HTTP to and from a gateway: one keep-alive client, and no answer means unknown."""

from typing import Any

import httpx2 as httpx

from clients.answers import answer_to
from contracts.payments import GatewayIsUnavailable

PASSING = frozenset({401, 403, 408, 425, 429})
"""A wrong key or too many requests: nothing was decided, and it can be put right."""
TIMEOUT = httpx.Timeout(8.0, connect=2.0)
LIMITS = httpx.Limits(max_connections=100, max_keepalive_connections=10, keepalive_expiry=30)
"""Few are kept idle, as each of them is asked at every request whether it still lives."""

Transport = httpx.AsyncBaseTransport
"""How bytes travel; tests hand in one that ends in another app of the same process."""


class GatewayRefuses(Exception):
    """A 4xx with a JSON object. What its `type` means is the adapter's to know; both are read as in
    RFC 9457, where the gateway keeps to it."""

    def __init__(self, status: int, document: dict[str, Any]) -> None:
        self.status = status
        self.type = str(document.get("type") or "")
        self.detail = str(document.get("detail") or document.get("title") or status)
        super().__init__(f"{status}: {self.detail}")


class GatewayHttp:
    """A connection pool to one base URL."""

    def __init__(
        self,
        base_url: str,
        transport: Transport | None = None,
        headers: dict[str, str] | None = None,
    ) -> None:
        self._http = httpx.AsyncClient(
            base_url=base_url,
            headers=headers,
            timeout=TIMEOUT,
            limits=LIMITS,
            trust_env=False,
            transport=transport,
        )

    async def ask(
        self,
        method: str,
        path: str,
        *,
        body: dict[str, Any] | None = None,
        query: dict[str, str] | None = None,
        headers: dict[str, str] | None = None,
    ) -> dict[str, Any]:
        """The answer's JSON object. Raises `GatewayRefuses`, or `GatewayIsUnavailable` for silence,
        for an answer without end, and for every error that leaves the outcome open."""
        try:
            answer = await answer_to(
                self._http, method, path, json=body, params=query, headers=headers
            )
            if 400 <= answer.status_code < 500 and answer.status_code not in PASSING:
                raise _refusal(answer)
            answer.raise_for_status()
            document = answer.json()
        except (httpx.HTTPError, ValueError, RecursionError) as error:
            raise GatewayIsUnavailable("no_answer", error=type(error).__name__) from error
        if not isinstance(document, dict):
            raise GatewayIsUnavailable("strange_answer", error=type(document).__name__)
        return document

    async def close(self) -> None:
        await self._http.aclose()


def _refusal(answer: httpx.Response) -> Exception:
    document = answer.json()
    if not isinstance(document, dict):
        return ValueError("the refusal is not an object")
    return GatewayRefuses(answer.status_code, document)
