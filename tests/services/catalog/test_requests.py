"""Tokens and Idempotency-Keys at the catalog's door, sent as bare HTTP."""

import asyncio
from collections.abc import Callable
from typing import Any

import httpx2 as httpx
import pytest
from fastapi import FastAPI
from pydantic import SecretStr
from sqlalchemy import func, select

from chassis.idempotency import scope_of
from chassis.tokens import Caller
from contracts.actors import Actor
from contracts.health import Health
from contracts.problems import ServiceIsUnavailable
from services.catalog.tables import offerings
from tests.callers import signed_for
from tests.patience import eventually
from tests.services.catalog.world import OPERATOR, key, plan

pytestmark = pytest.mark.engines
Headers = Callable[..., dict[str, str]]

ENDPOINTS = [
    ("GET", "/v1/offerings"),
    ("GET", "/v1/offerings/off_1"),
    ("POST", "/v1/offerings"),
    ("PUT", "/v1/offerings/off_1"),
    ("POST", "/v1/quotes"),
    ("GET", "/v1/quotes/quo_1"),
    ("POST", "/v1/quotes/quo_1/confirm"),
    ("POST", "/v1/prices"),
]


@pytest.fixture
def headers(token_keys: dict[str, SecretStr]) -> Headers:
    def make(
        idempotency_key: str | None = None, audience: str = "catalog", actor: Actor = OPERATOR
    ) -> dict[str, str]:
        bearer = {"Authorization": f"Bearer {signed_for(token_keys, audience, actor)}"}
        return bearer | ({"Idempotency-Key": idempotency_key} if idempotency_key else {})

    return make


def body(partner_id: int, title: str = "Fibre 100") -> Any:
    return plan(partner_id, title).model_dump(mode="json")


async def count(app: FastAPI, partner_id: int) -> int:
    mine = offerings.c.partner_ids == [partner_id]
    async with app.state.context.database.autocommit() as connection:
        statement = select(func.count()).select_from(offerings).where(mine)
        return int((await connection.execute(statement)).scalar_one())


@pytest.mark.parametrize(("method", "path"), ENDPOINTS)
async def test_no_endpoint_answers_without_a_token_for_the_catalog(
    raw: httpx.AsyncClient, headers: Headers, method: str, path: str
) -> None:
    anonymous = await raw.request(method, path, headers={"Idempotency-Key": key()})
    assert anonymous.status_code == 401
    assert anonymous.headers["content-type"] == "application/problem+json"
    astray = await raw.request(method, path, headers=headers(key(), audience="orders"))
    assert astray.status_code == 401


async def test_health_needs_no_token(raw: httpx.AsyncClient) -> None:
    assert (await raw.get("/healthz")).status_code == 200

    async def is_ready() -> bool:
        return (await raw.get("/readyz")).status_code == 200

    await eventually(is_ready)
    health = Health.model_validate_json((await raw.get("/readyz")).content)
    assert [(one.check, one.state) for one in health.checks] == [
        ("database", "ok"),
        ("clock", "ok"),
    ]


async def test_the_same_request_gets_the_first_answer_again(
    raw: httpx.AsyncClient, headers: Headers, app: FastAPI, partner_id: int
) -> None:
    sent = headers(key())
    first = await raw.post("/v1/offerings", json=body(partner_id), headers=sent)
    again = await raw.post("/v1/offerings", json=body(partner_id), headers=sent)
    assert (first.status_code, again.status_code) == (201, 201)
    assert again.json() == first.json()
    assert "Idempotency-Replayed" not in first.headers
    assert again.headers["Idempotency-Replayed"] == "true"
    assert await count(app, partner_id) == 1


async def test_a_key_used_for_another_body_is_refused(
    raw: httpx.AsyncClient, headers: Headers, app: FastAPI, partner_id: int
) -> None:
    sent = headers(key())
    await raw.post("/v1/offerings", json=body(partner_id), headers=sent)
    other = await raw.post("/v1/offerings", json=body(partner_id, "Other"), headers=sent)
    assert other.status_code == 422
    assert other.json()["type"] == "urn:turnup:problem:idempotency-key-is-reused"
    assert await count(app, partner_id) == 1


async def test_a_post_without_a_key_is_refused(
    raw: httpx.AsyncClient, headers: Headers, app: FastAPI, partner_id: int
) -> None:
    answer = await raw.post("/v1/offerings", json=body(partner_id), headers=headers())
    assert answer.status_code == 400
    assert await count(app, partner_id) == 0


async def test_concurrent_requests_with_one_key_write_one_row(
    raw: httpx.AsyncClient, headers: Headers, app: FastAPI, partner_id: int
) -> None:
    sent = headers(key())
    answers = await asyncio.gather(
        *(raw.post("/v1/offerings", json=body(partner_id), headers=sent) for _ in range(10))
    )
    made = {answer.json()["id"] for answer in answers if answer.status_code == 201}
    assert {answer.status_code for answer in answers} <= {201, 409}
    assert len(made) == 1
    assert await count(app, partner_id) == 1


async def test_a_retry_after_a_crash_before_the_answer_was_kept_writes_no_second_row(
    raw: httpx.AsyncClient,
    headers: Headers,
    app: FastAPI,
    partner_id: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sent = headers(key())

    async def crash(*_: object) -> None:
        raise ServiceIsUnavailable(detail="The database is gone.")

    with monkeypatch.context() as patch:
        patch.setattr(app.state.idempotency, "finish", crash)
        lost = await raw.post("/v1/offerings", json=body(partner_id), headers=sent)
    assert lost.status_code == 503
    scope = scope_of(Caller(service="portal", actor=OPERATOR))
    await app.state.idempotency.release(scope, sent["Idempotency-Key"])
    again = await raw.post("/v1/offerings", json=body(partner_id), headers=sent)
    assert again.status_code == 201
    assert await count(app, partner_id) == 1


@pytest.mark.parametrize("if_match", [None, "", "latest", "*"])
async def test_a_change_must_name_the_revision_it_replaces(
    raw: httpx.AsyncClient, headers: Headers, if_match: str | None
) -> None:
    sent = headers() | ({"If-Match": if_match} if if_match is not None else {})
    answer = await raw.put("/v1/offerings/off_1", json=body(1), headers=sent)
    assert answer.status_code == 422
    assert answer.json()["type"] == "urn:turnup:problem:request-is-malformed"


async def test_the_etag_of_a_reading_is_the_if_match_of_a_change(
    raw: httpx.AsyncClient, headers: Headers, partner_id: int
) -> None:
    made = await raw.post("/v1/offerings", json=body(partner_id), headers=headers(key()))
    path = f"/v1/offerings/{made.json()['id']}"
    etag = (await raw.get(path, headers=headers())).headers["ETag"]
    changed = await raw.put(path, json=body(partner_id), headers=headers() | {"If-Match": etag})
    assert (changed.status_code, changed.headers["ETag"]) == (200, '"2"')
