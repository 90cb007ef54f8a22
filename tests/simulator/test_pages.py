"""The simulator's pages: what they show, what they keep to themselves, what they refuse."""

import base64
from collections.abc import AsyncIterator
from html import unescape
from pathlib import Path
from secrets import token_hex
from typing import Any

import pytest
from pydantic import SecretStr, ValidationError

from simulator.card_list import GROUPS
from simulator.faults import FaultScript
from simulator.settings import SimulatorSettings
from tests.simulator.world import SECRET, Simulated, refund_order, simulated

API_KEY = token_hex(32)
PRODUCTION: dict[str, Any] = {"profile": "production", "gateway_api_key": SecretStr(API_KEY)}
AS_MERCHANT = {"Authorization": f"Bearer {API_KEY}"}


@pytest.fixture
async def simulator(tmp_path: Path) -> AsyncIterator[Simulated]:
    async with simulated(tmp_path) as running:
        yield running


async def test_the_payment_page_groups_and_explains_its_cards(simulator: Simulated) -> None:
    opened = await simulator.open()
    shown = unescape((await simulator.client.get(opened.page_url or "")).text)
    for group, cards in GROUPS:
        assert f"<summary>{group}</summary>" in shown
        assert all(card.printed in shown and card.label in shown for card in cards)


async def test_the_wallet_page_links_in_a_form_and_goes_back(simulator: Simulated) -> None:
    page = await simulator.gateway.link_page("cus_1", "https://portal.example/methods")
    assert "No card is linked yet" in (await simulator.client.get(page)).text
    answer = await simulator.client.post(page, data={"card": "4242424242424242"})
    assert answer.headers["location"] == "https://portal.example/methods"
    shown = (await simulator.client.get(page)).text
    assert "Visa ending in 4242" in shown
    assert 'href="https://portal.example/methods"' in shown


async def test_only_test_cards_are_linked_and_their_numbers_are_not_kept(
    tmp_path: Path,
) -> None:
    async with simulated(tmp_path) as simulator:
        page = await simulator.gateway.link_page("cus_1", None)
        refused = await simulator.client.post(page, data={"card": "4111 1111 1111 1111"})
        assert refused.status_code == 422
        assert refused.json()["type"].endswith("card-is-no-test-card")
        await simulator.client.post(page, data={"card": "5105105105105100"})
        opened = await simulator.open()
        await simulator.client.post(opened.page_url or "", data={"card": "4000 0000 0000 0101"})
    kept = _all_bytes(tmp_path)
    for number in (b"5105105105105100", b"0000000101", b"4111"):
        assert number not in kept
    assert b"Mastercard ending in 5100" in kept


def _all_bytes(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in folder.iterdir())


async def test_a_wallet_link_that_was_never_given_out_opens_nothing(simulator: Simulated) -> None:
    assert (await simulator.client.get("/wallet/guessed")).status_code == 404
    assert (await simulator.client.post("/wallet/guessed", data={"card": "x"})).status_code == 404


async def test_the_book_page_shows_everything_newest_first_and_escaped(
    simulator: Simulated,
) -> None:
    assert "Nothing was captured yet." in (await simulator.client.get("/book")).text
    await simulator.follow(FaultScript(seed=9, late_seconds=60))
    older = await simulator.open(reference="older")
    await simulator.pay(older)
    await simulator.open(reference="<script>newer</script>")
    paid = await simulator.paid("webhook_forged")
    await simulator.gateway.refund(refund_order(paid, amount_minor=1_234))
    await simulator.heard(2)
    shown = (await simulator.client.get("/book")).text
    assert "€62.00" in shown
    assert "€12.34" in shown
    assert "&lt;script&gt;newer" in shown
    assert "<script>" not in shown
    assert shown.index("newer") < shown.index("older")
    assert "webhook forged" in shown
    assert "<code>seed 9</code>" in shown
    assert "payment.captured" in shown


async def test_the_book_page_is_bounded(simulator: Simulated) -> None:
    for number in range(60):
        await simulator.open(reference=f"ref-{number:02}")
    shown = (await simulator.client.get("/book")).text
    assert shown.count("<code>ref-") == 50
    assert "ref-59" in shown
    assert "ref-09" not in shown


async def test_in_production_nothing_is_dated_and_the_book_needs_the_key(tmp_path: Path) -> None:
    async with simulated(tmp_path, **PRODUCTION) as simulator:
        simulator.client.headers.update(AS_MERCHANT)
        body = {"reference": "r", "amount_minor": 1, "currency": "EUR"}
        headers = {"Idempotency-Key": "k"}
        answer = await simulator.client.post("/v1/checkouts", json=body, headers=headers)
        page = answer.json()["page_url"]
        assert "captured_at" not in (await simulator.client.get(page)).text
        dated = {"card": "success", "captured_at": "2023-01-01"}
        refused = await simulator.client.post(page, json=dated)
        assert refused.status_code == 422
        assert refused.json()["type"].endswith("capture-cannot-be-dated")
        assert (await simulator.client.get("/v1/book")).json()["charges"] == []

        assert (await simulator.client.put("/v1/faults", json={})).status_code == 403
        assert (await simulator.client.get("/book")).status_code == 401
        login = base64.b64encode(f"me:{API_KEY}".encode()).decode()
        headers = {"Authorization": f"Basic {login}"}
        assert (await simulator.client.get("/book", headers=headers)).status_code == 200


def test_production_refuses_faults_and_public_secrets_and_needs_no_token_keys() -> None:
    secrets: dict[str, Any] = {
        "webhook_secret": SecretStr(SECRET),
        "gateway_api_key": SecretStr(API_KEY),
    }
    SimulatorSettings(profile="production", **secrets)
    for missing in secrets:
        given = {name: value for name, value in secrets.items() if name != missing}
        with pytest.raises(ValidationError, match=f"TURNUP_{missing.upper()}"):
            SimulatorSettings(profile="production", **given)
    with pytest.raises(ValidationError, match="TURNUP_FAULTS"):
        SimulatorSettings(profile="production", faults=FaultScript(timeout_after=0.1), **secrets)


def test_the_fault_script_is_read_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TURNUP_FAULTS", '{"seed": 7, "timeout_after": 0.2}')
    assert SimulatorSettings().faults == FaultScript(seed=7, timeout_after=0.2)
