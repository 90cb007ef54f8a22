"""The one HTTP client of a process: tokens, idempotency keys, and problems turned back into the
exceptions that the service raised."""

import json
from typing import Any, Self, TypeVar
from urllib.parse import quote

import httpx2 as httpx
from pydantic import BaseModel, SecretStr

from chassis.tokens import sign
from clients.answers import answer_to
from contracts.actors import Actor
from contracts.message import Language
from contracts.problems import Problem, RequestIsInFlight, ServiceIsUnavailable

TIMEOUT = httpx.Timeout(10.0, connect=2.0)
LIMITS = httpx.Limits(max_connections=200, max_keepalive_connections=50, keepalive_expiry=30)

Answer = TypeVar("Answer", bound=BaseModel)


class HttpClient:
    """Keep-alive connections to all services, shared by every service client of a process."""

    def __init__(
        self,
        service: str,
        token_keys: dict[str, SecretStr],
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        """`transport` lets tests talk to an app in the same process."""
        self.service = service
        self._keys = token_keys
        self._http = httpx.AsyncClient(
            timeout=TIMEOUT, limits=LIMITS, trust_env=False, transport=transport
        )

    async def close(self) -> None:
        await self._http.aclose()

    def token(self, audience: str, actor: Actor) -> str:
        """What this process signs with its own name."""
        return sign(self._keys, self.service, audience, actor)

    async def send(
        self,
        method: str,
        url: str,
        *,
        audience: str,
        actor: Actor,
        body: BaseModel | None = None,
        query: dict[str, Any] | None = None,
        key: str | None = None,
        headers: dict[str, str] | None = None,
        nulls: bool = False,
    ) -> bytes:
        """The answer's body; with `nulls` exactly what was set is sent. Raises the service's own
        `Problem`, or `ServiceIsUnavailable` when it did not answer (whether it acted is then
        unknown: retry with the same key)."""
        token = self.token(audience, actor)
        sent = {"Authorization": f"Bearer {token}", **(headers or {})}
        if key is not None:
            sent["Idempotency-Key"] = key
        content = None
        if body is not None:
            content = body.model_dump_json(exclude_none=not nulls, exclude_unset=nulls)
            sent["Content-Type"] = "application/json"
        given = {k: v for k, v in (query or {}).items() if v is not None}
        try:
            answer = await answer_to(
                self._http, method, url, content=content, params=given, headers=sent
            )
        except httpx.TransportError as error:
            raise ServiceIsUnavailable(
                "no_answer", service=audience, error=type(error).__name__
            ) from error
        if answer.status_code >= 400:
            raise _problem_of(audience, answer)
        return answer.content

    async def post_to_page(self, url: str, fields: dict[str, Any]) -> None:
        """Send a payment page its JSON, as a customer's browser would: without any token."""
        try:
            answer = await answer_to(self._http, "POST", url, json=fields)
        except httpx.TransportError as error:
            raise ServiceIsUnavailable("no_page", url=url) from error
        if answer.status_code >= 400:
            raise _problem_of("payment page", answer)


class ServiceClient:
    """Calls one service as one actor; `as_actor` gives the same client for another, and
    `speaking` one whose answers have their words in a language. It is English else."""

    audience: str

    def __init__(
        self, http: HttpClient, base_url: str, actor: Actor, language: Language = "en"
    ) -> None:
        self._http = http
        self._base_url = base_url.rstrip("/")
        self._actor = actor
        self._language = language

    @property
    def base_url(self) -> str:
        return self._base_url

    def as_actor(self, actor: Actor) -> Self:
        return type(self)(self._http, self._base_url, actor, self._language)

    def speaking(self, language: Language) -> Self:
        return type(self)(self._http, self._base_url, self._actor, language)

    async def _call(
        self,
        method: str,
        path: str,
        answer: type[Answer],
        *,
        body: BaseModel | None = None,
        query: dict[str, Any] | None = None,
        key: str | None = None,
        headers: dict[str, str] | None = None,
        nulls: bool = False,
    ) -> Answer:
        content = await self._http.send(
            method,
            self._base_url + path,
            audience=self.audience,
            actor=self._actor,
            body=body,
            query=query,
            key=key,
            headers={"Accept-Language": self._language, **(headers or {})},
            nulls=nulls,
        )
        return answer.model_validate_json(content)


def segment(value: str) -> str:
    """An id as one segment of a path, so that no id can point at another address."""
    quoted = quote(value, safe="")
    # Left as they are, dots alone would be taken for the address's own and lead out of it.
    return quoted.replace(".", "%2E") if quoted in (".", "..") else quoted


def _problem_of(audience: str, answer: httpx.Response) -> Problem:
    try:
        document = json.loads(answer.content)
    except ValueError:
        document = {}
    if not isinstance(document, dict):
        document = {}
    unavailable = answer.status_code in (429, 502, 503, 504)
    problem = Problem.from_document(document, answer.status_code)
    if isinstance(problem, ServiceIsUnavailable | RequestIsInFlight):
        return problem
    if unavailable and document.get("type") not in Problem.registry:
        status = str(answer.status_code)
        return ServiceIsUnavailable("bad_answer", service=audience, answered=status)
    return problem
