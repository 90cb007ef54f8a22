"""Tokens and Idempotency-Keys at the service's door, sent as bare HTTP."""

import asyncio
from collections.abc import Callable

import httpx2 as httpx
import pytest
from pydantic import SecretStr

from contracts.actors import Actor
from tests.callers import signed_for
from tests.services.notifications.world import OPERATOR, WORKER, customer, happened, key

pytestmark = pytest.mark.engines
Headers = Callable[..., dict[str, str]]

ENDPOINTS = [
    ("POST", "/v1/notifications"),
    ("GET", "/v1/tickets"),
    ("GET", "/v1/tickets/tic_1"),
    ("POST", "/v1/tickets/tic_1/messages"),
    ("GET", "/v1/mail-texts/default"),
    ("GET", "/v1/mail-texts/default/customer/order_received/en"),
    ("PUT", "/v1/mail-texts/default/customer/order_received/en"),
    ("DELETE", "/v1/mail-texts/default/customer/order_received/en"),
    ("POST", "/v1/mail-texts/default/customer/order_received/en/preview"),
    ("POST", "/v1/tickets"),
    ("PATCH", "/v1/tickets/tic_1"),
    ("GET", "/v1/tickets/tic_1/messages"),
    ("PUT", "/v1/tickets/tic_1/read"),
    ("GET", "/v1/tickets/tic_1/attachments/att_1"),
    ("GET", "/v1/mails"),
    ("GET", "/v1/mails/mai_1"),
    ("POST", "/v1/mails/mai_1/resend"),
]


@pytest.fixture
def headers(token_keys: dict[str, SecretStr]) -> Headers:
    def make(
        actor: Actor, idempotency_key: str | None = None, audience: str = "notifications"
    ) -> dict[str, str]:
        bearer = {"Authorization": f"Bearer {signed_for(token_keys, audience, actor)}"}
        return bearer | ({"Idempotency-Key": idempotency_key} if idempotency_key else {})

    return make


@pytest.fixture
async def messages_path(raw: httpx.AsyncClient, headers: Headers, partner_id: int) -> str:
    """Where to write into a new ticket of carl."""
    event = happened("order_received", partner_id)
    body = {"events": [event.model_dump(mode="json")]}
    await raw.post("/v1/notifications", json=body, headers=headers(WORKER))
    query = {"order_id": event.order_id}
    found = await raw.get("/v1/tickets", params=query, headers=headers(OPERATOR))
    return f"/v1/tickets/{found.json()['items'][0]['id']}/messages"


@pytest.mark.parametrize(("method", "path"), ENDPOINTS)
async def test_no_endpoint_answers_without_a_token_for_the_service(
    raw: httpx.AsyncClient, headers: Headers, method: str, path: str
) -> None:
    anonymous = await raw.request(method, path, headers={"Idempotency-Key": key()})
    assert anonymous.status_code == 401
    astray = await raw.request(method, path, headers=headers(WORKER, key(), audience="orders"))
    assert astray.status_code == 401


async def test_an_answer_needs_a_key_and_keeps_to_its_first_body(
    raw: httpx.AsyncClient, headers: Headers, partner_id: int, messages_path: str
) -> None:
    carl = customer(partner_id)
    keyless = await raw.post(messages_path, json={"body": "Hello"}, headers=headers(carl))
    assert keyless.status_code == 400
    sent = headers(carl, key())
    first = await raw.post(messages_path, json={"body": "Hello"}, headers=sent)
    again = await raw.post(messages_path, json={"body": "Hello"}, headers=sent)
    other = await raw.post(messages_path, json={"body": "Bye"}, headers=sent)
    assert (first.status_code, again.status_code, other.status_code) == (201, 201, 422)
    assert again.headers["Idempotency-Replayed"] == "true"
    assert again.json() == first.json()
    assert [m["body"] for m in first.json()["messages"]][1:] == ["Hello"]


async def test_one_key_sent_many_times_at_once_writes_one_message(
    raw: httpx.AsyncClient, headers: Headers, partner_id: int, messages_path: str
) -> None:
    sent = headers(customer(partner_id), key())
    answers = await asyncio.gather(
        *(raw.post(messages_path, json={"body": "Hello"}, headers=sent) for _ in range(10))
    )
    assert {answer.status_code for answer in answers} <= {201, 409}
    assert 201 in {answer.status_code for answer in answers}
    ticket = await raw.get(
        messages_path.removesuffix("/messages"), headers=headers(customer(partner_id))
    )
    assert len(ticket.json()["messages"]) == 2


async def test_an_unknown_field_of_an_event_is_refused(
    raw: httpx.AsyncClient, headers: Headers
) -> None:
    event = happened("order_received").model_dump(mode="json") | {"misspelt": 1}
    body = {"events": [event]}
    answer = await raw.post("/v1/notifications", json=body, headers=headers(WORKER))
    assert answer.status_code == 422
