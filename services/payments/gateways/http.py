"""JSON over HTTP to and from a gateway: one keep-alive client, and no answer means unknown."""

from typing import Any

import httpx2 as httpx

from contracts.payments import GatewayIsUnavailable

TIMEOUT = httpx.Timeout(8.0, connect=2.0)
LIMITS = httpx.Limits(max_connections=100, max_keepalive_connections=30, keepalive_expiry=30)

Transport = httpx.AsyncBaseTransport
"""How bytes travel; tests hand in one that ends in another app of the same process."""


class GatewayHttp:
    """A connection pool to one base URL."""

    def __init__(self, base_url: str, transport: Transport | None = None) -> None:
        self._http = httpx.AsyncClient(
            base_url=base_url, timeout=TIMEOUT, limits=LIMITS, trust_env=False, transport=transport
        )

    async def ask(
        self,
        method: str,
        path: str,
        *,
        body: dict[str, Any] | None = None,
        headers: dict[str, str] | None = None,
    ) -> dict[str, Any]:
        """The answer's JSON object; `GatewayIsUnavailable` for silence and for any error."""
        try:
            answer = await self._http.request(method, path, json=body, headers=headers)
            answer.raise_for_status()
            document = answer.json()
        except (httpx.HTTPError, ValueError) as error:
            raise GatewayIsUnavailable(
                f"The gateway gave no usable answer ({type(error).__name__}). Whether it acted is"
                " unknown; a retry with the same key is safe."
            ) from error
        if not isinstance(document, dict):
            raise GatewayIsUnavailable("The gateway's answer is not an object.")
        return document

    async def post(self, path: str, content: bytes, headers: dict[str, str]) -> int | None:
        """The status of the answer, or None when there was none."""
        try:
            answer = await self._http.post(path, content=content, headers=headers)
        except httpx.HTTPError:
            return None
        return answer.status_code

    async def close(self) -> None:
        await self._http.aclose()
