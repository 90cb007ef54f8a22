"""Walks every route of a service as one customer with the ids of another who is called the same, at
another partner. Each route stands in one of two tables, so that a new one cannot be forgotten."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import httpx2 as httpx
from fastapi import FastAPI
from pydantic import SecretStr

from chassis.ids import new_id
from chassis.tokens import sign
from contracts.actors import Actor

NAME = "mia"
OPEN = {"GET /healthz", "GET /readyz"}
OPERATIONS = {
    "GET /v1/operations/messages",
    "POST /v1/operations/messages/{message_id}/release",
    "POST /v1/operations/messages/{message_id}/dismiss",
}
REFUSALS = {403, 404, 422}


@dataclass(frozen=True)
class Visit:
    """What a customer sends to a route that is for customers; `body` may hold placeholders too."""

    route: str
    expected: int
    body: Mapping[str, Any] | None = None
    query: Mapping[str, str] = field(default_factory=dict)


def mia_of(partner_id: int) -> Actor:
    return Actor(kind="customer", id=NAME, partner_id=partner_id)


def routes_of(app: FastAPI) -> set[str]:
    paths = app.openapi()["paths"].items()
    return {f"{method.upper()} {path}" for path, methods in paths for method in methods}


@dataclass(frozen=True)
class Walk:
    """`other` are the ids of the namesake's things by their placeholder; `secrets` what else is
    only hers."""

    service: str
    app: FastAPI
    token_keys: dict[str, SecretStr]
    actor: Actor
    other: Mapping[str, str]
    secrets: tuple[str, ...] = ()

    async def everywhere(self, visits: list[Visit], for_others: set[str]) -> None:
        assert {v.route for v in visits} | for_others | OPEN == routes_of(self.app)
        refused = [Visit(route, 0, body={}) for route in sorted(for_others)]
        transport = httpx.ASGITransport(app=self.app)
        async with httpx.AsyncClient(transport=transport, base_url="http://walk.test") as client:
            for visit in [*visits, *refused]:
                await self._visit(client, visit)

    async def _visit(self, client: httpx.AsyncClient, visit: Visit) -> None:
        method, _, path = visit.route.partition(" ")
        token = sign(self.token_keys, "portal", self.service, self.actor)
        body = visit.body and {k: self._filled(v) for k, v in visit.body.items()}
        answer = await client.request(
            method,
            self._filled(path),
            params={k: self._filled(v) for k, v in visit.query.items()},
            headers={"Authorization": f"Bearer {token}", "Idempotency-Key": new_id("key")},
            json=body,
        )
        assert answer.status_code in ({visit.expected} if visit.expected else REFUSALS), (
            visit.route,
            answer.text,
        )
        sent = str(answer.request.url) + str(body)
        ids = [value for value in self.other.values() if "_" in value]
        for secret in (*ids, *self.secrets):
            assert secret not in answer.text or secret in sent, (visit.route, answer.text)

    def _filled(self, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        return value.format_map(_Placeholders(self.other))


class _Placeholders(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return NAME if key == "customer_id" else "1"
