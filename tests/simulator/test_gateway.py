"""The simulator as a gateway of its own: its page, its keys, its book."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx2 as httpx
import pytest

from chassis.ids import new_id
from simulator.app import build_simulator
from simulator.card_list import CARDS
from simulator.settings import LOCAL_API_KEY, SimulatorSettings
from tests.services.payments.world import LateTransport

KNOWN = {"Authorization": f"Bearer {LOCAL_API_KEY}"}


@asynccontextmanager
async def running(folder: Path) -> AsyncIterator[httpx.AsyncClient]:
    """A simulator on this folder whose webhooks find nobody."""
    settings = SimulatorSettings(profile="test", state_dir=folder, settle_seconds=3_600)
    app = build_simulator(settings, LateTransport())
    transport = httpx.ASGITransport(app=app)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(
            transport=transport, base_url="http://gateway.test", headers=KNOWN
        ) as client,
    ):
        yield client


@pytest.fixture
async def client(tmp_path: Path) -> AsyncIterator[httpx.AsyncClient]:
    async with running(tmp_path) as running_client:
        yield running_client


async def _open(client: httpx.AsyncClient, key: str, **more: object) -> httpx.Response:
    body = {"reference": "pi_1", "amount_minor": 3_100, "currency": "EUR", **more}
    return await client.post("/v1/checkouts", json=body, headers={"Idempotency-Key": key})


async def test_a_key_opens_one_checkout_also_after_a_restart(tmp_path: Path) -> None:
    key = new_id("key")
    async with running(tmp_path) as before:
        first = (await _open(before, key)).json()
    async with running(tmp_path) as after:
        assert (await _open(after, key)).json() == first
        assert (await _open(after, key, amount_minor=1)).status_code == 422


async def test_the_page_lists_the_test_cards_and_pays_a_form(client: httpx.AsyncClient) -> None:
    back = "https://portal.example/back"
    page = (await _open(client, "k", return_url=back, description="<b>Order</b>")).json()[
        "page_url"
    ]
    shown = (await client.get(page)).text
    assert "€31.00" in shown
    assert shown.count('type="radio"') == len(CARDS)
    assert "&lt;b&gt;Order" in shown

    form = {"card": "4242424242424242", "captured_at": "2023-01-01"}
    answer = await client.post(page, data=form)

    assert (answer.status_code, answer.headers["location"]) == (303, back)
    [charge] = (await client.get("/v1/book")).json()["charges"]
    assert charge["captured_at"].startswith("2023-01-01")
    assert "was paid" in (await client.get(page)).text


async def test_an_empty_date_means_now_and_a_strange_card_is_refused(
    client: httpx.AsyncClient,
) -> None:
    page = (await _open(client, "k")).json()["page_url"]
    assert (await client.post(page, data={"card": "5555 5555 5555 4444"})).status_code == 422
    assert (await client.post(page, data={"captured_at": "2023-01-01"})).status_code == 422
    assert (await client.post(page, json=[1])).status_code == 422
    answer = await client.post(page, data={"card": "4242424242424242", "captured_at": ""})
    assert answer.status_code == 303
    assert "was paid" in (await client.get(page)).text


async def test_paying_many_times_at_once_charges_once(client: httpx.AsyncClient) -> None:
    page = (await _open(client, "k")).json()["page_url"]
    pays = (client.post(page, json={"card": card}) for card in ("success", "wrong_amount") * 10)
    await asyncio.gather(*pays)
    assert len((await client.get("/v1/book")).json()["charges"]) == 1


@pytest.mark.parametrize("card", ["success", "pending_then_success"])
async def test_after_cancelling_nothing_is_charged(client: httpx.AsyncClient, card: str) -> None:
    opened = (await _open(client, "k")).json()
    if card == "pending_then_success":
        await client.post(opened["page_url"], json={"card": card})
    await client.post(f"/v1/checkouts/{opened['id']}/cancel")
    await client.post(opened["page_url"], json={"card": card})
    await client.post(f"/v1/checkouts/{opened['id']}/settle")
    assert (await client.get("/v1/book")).json()["charges"] == []


async def test_refunds_never_exceed_the_charge(client: httpx.AsyncClient) -> None:
    opened = (await _open(client, "k")).json()
    await client.post(opened["page_url"], json={"card": "success"})

    async def refund(key: str, amount_minor: int) -> str:
        body = {"checkout_id": opened["id"], "amount_minor": amount_minor, "currency": "EUR"}
        headers = {"Idempotency-Key": key}
        return str((await client.post("/v1/refunds", json=body, headers=headers)).json()["state"])

    assert await refund("a", 3_000) == "succeeded"
    assert await refund("a", 3_000) == "succeeded"
    assert await refund("b", 101) == "failed"
    assert await refund("c", 100) == "succeeded"
    refunds = (await client.get("/v1/book")).json()["refunds"]
    assert sum(r["amount_minor"] for r in refunds if r["state"] == "succeeded") == 3_100
