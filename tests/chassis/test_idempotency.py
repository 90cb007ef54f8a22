"""Under a key what was done is answered again; what was not done is looked at anew."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field

import httpx2 as httpx
import pytest
from fastapi import APIRouter, Body, HTTPException
from pydantic import SecretStr

from chassis.app import create_app
from chassis.idempotency import IdempotencyStore, IdempotentRoute
from chassis.settings import ProcessSettings
from chassis.tokens import sign
from contracts.actors import Actor
from contracts.problems import (
    ActionIsNotAllowed,
    ObjectIsNotFound,
    RequestIsInFlight,
    RequestIsMalformed,
    ServiceIsUnavailable,
)
from tests.chassis.outboxes import an_outbox

pytestmark = pytest.mark.engines
MIA = Actor(kind="customer", id="mia", partner_id=1)


@dataclass
class Counter:
    """A service that counts, unless a test gives it a reason not to."""

    http: httpx.AsyncClient
    token_keys: dict[str, SecretStr]
    count: int = 0
    refusal: Exception | None = None
    began: asyncio.Event = field(default_factory=asyncio.Event)
    goes_on: asyncio.Event = field(default_factory=asyncio.Event)

    async def post(self, key: str, by: object = 1) -> httpx.Response:
        token = sign(self.token_keys, "portal", "counter", MIA)
        headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": key}
        return await self.http.post("/count", json=by, headers=headers)


@pytest.fixture
async def counter(
    new_database: Callable[[str], str], token_keys: dict[str, SecretStr]
) -> AsyncIterator[Counter]:
    router = APIRouter(route_class=IdempotentRoute)

    @router.post("/count", status_code=201)
    async def count(by: int = Body()) -> int:
        counting.began.set()
        await counting.goes_on.wait()
        if counting.refusal:
            raise counting.refusal
        counting.count += by
        return counting.count

    async with an_outbox(new_database("counter"), {}) as tested:
        store = IdempotencyStore(tested.database, tested.metadata.tables["idempotency_keys"])
        settings = ProcessSettings(token_keys=token_keys)
        app = create_app("counter", settings, title="Counter", routers=[router], idempotency=store)
        transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://counter") as http:
            counting = Counter(http, token_keys)
            counting.goes_on.set()
            yield counting


REFUSALS = [
    ObjectIsNotFound(detail="There is no such thing. Nothing was done."),
    ActionIsNotAllowed(detail="Not you. Nothing was done."),
    RequestIsMalformed(detail="Not so. Nothing was done."),
    RequestIsInFlight(detail="Somebody else is at it. Nothing was done."),
    HTTPException(413, "Too large"),
]


@pytest.mark.parametrize("refusal", REFUSALS, ids=lambda refusal: type(refusal).__name__)
async def test_a_refusal_is_forgotten_once_its_cause_is_solved(
    counter: Counter, refusal: Exception
) -> None:
    counter.refusal = refusal
    refused = [await counter.post("same") for _ in range(2)]
    assert {answer.status_code for answer in refused} == {
        getattr(refusal, "status", getattr(refusal, "status_code", None))
    }
    assert all("Idempotency-Replayed" not in answer.headers for answer in refused)
    counter.refusal = None
    done, again = await counter.post("same"), await counter.post("same")
    assert (done.status_code, done.json()) == (201, 1)
    assert (again.status_code, again.json()) == (201, 1)
    assert again.headers["Idempotency-Replayed"] == "true"
    languages = [answer.headers.get("Content-Language") for answer in (done, again)]
    assert languages == ["en", None], "in which one it was worded is not kept"
    assert counter.count == 1


async def test_a_refused_key_is_free_for_another_request(counter: Counter) -> None:
    assert (await counter.post("same", by="many")).status_code == 422
    counter.refusal = REFUSALS[0]
    assert (await counter.post("same", by=2)).status_code == 404
    counter.refusal = None
    assert (await counter.post("same", by=3)).json() == 3


FAULTS = [
    ServiceIsUnavailable("Away."),
    RuntimeError("broken"),
    RequestIsInFlight(detail="The service that does it is still working on it."),
]


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: type(fault).__name__)
async def test_what_may_have_been_done_keeps_its_key_for_its_retry(
    counter: Counter, fault: Exception
) -> None:
    counter.refusal = fault
    assert (await counter.post("same")).status_code == getattr(fault, "status", 500)
    counter.refusal = None
    other = await counter.post("same", by=2)
    assert other.json()["type"] == "urn:turnup:problem:idempotency-key-is-reused"
    assert (await counter.post("same")).json() == 1


async def test_nothing_else_runs_while_a_request_is_being_worked_on(counter: Counter) -> None:
    counter.goes_on.clear()
    first = asyncio.create_task(counter.post("same"))
    await counter.began.wait()
    assert (await counter.post("same", by=2)).status_code == 422
    assert (await counter.post("same")).status_code == 409
    counter.goes_on.set()
    assert (await first).status_code == 201
    assert counter.count == 1
