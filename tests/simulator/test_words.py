"""The simulator's pages in three languages, and as browsers are shown them."""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from simulator.card_list import GROUPS
from simulator.declining import CODES
from simulator.web.refusals import BROKEN, FAILED, SAID
from simulator.web.rendering import FOLDER
from simulator.web.words import WORDS
from tests.simulator.world import Simulated, simulated

BROWSER = {"Accept": "text/html", "Accept-Language": "de"}
SAID_IN_A_TEMPLATE = re.compile(r'\bt\("([^"]+)"')


@pytest.fixture
async def simulator(tmp_path: Path) -> AsyncIterator[Simulated]:
    async with simulated(tmp_path) as running:
        yield running


def test_every_sentence_is_translated_and_none_is_left_over() -> None:
    in_templates = "".join(file.read_text() for file in FOLDER.glob("*.html"))
    said = set(SAID_IN_A_TEMPLATE.findall(in_templates)) | {*CODES, BROKEN, FAILED}
    said |= {text for refusal in SAID.values() for text in refusal}
    said |= {group for group, _ in GROUPS} | {c.label for _, cards in GROUPS for c in cards}
    assert said == set(WORDS)


def test_translations_have_the_facts_of_the_english() -> None:
    for english, others in WORDS.items():
        assert {_facts(other) for other in others} == {_facts(english)}, english


def _facts(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\{(\w+)\}", text))


async def test_a_page_speaks_the_readers_language(simulator: Simulated) -> None:
    opened = await simulator.open()
    answer = await simulator.client.get(opened.page_url or "", headers=BROWSER)
    assert answer.headers["content-language"] == "de"
    assert "31,00\N{NO-BREAK SPACE}€ bezahlen" in answer.text


async def test_a_form_may_lead_back_to_the_merchant_and_nowhere_else(simulator: Simulated) -> None:
    opened = await simulator.open(return_url="https://portal.example:8443/orders?x=1")
    policy = (await simulator.client.get(opened.page_url or "")).headers["content-security-policy"]
    assert policy.endswith("form-action 'self' https://portal.example:8443")
    odd = await simulator.open(return_url="https://a;script-src *")
    policy = (await simulator.client.get(odd.page_url or "")).headers["content-security-policy"]
    assert policy.endswith("form-action 'self'")


@pytest.mark.parametrize(
    ("card", "says"),
    [
        ("success", "Paid"),
        ("pending_then_success", "Waiting for your bank"),
        ("decline", "The card was declined."),
    ],
)
async def test_what_is_over_offers_the_way_back_and_no_payment(
    simulator: Simulated, card: str, says: str
) -> None:
    opened = await simulator.open(return_url="https://portal.example/back")
    await simulator.pay(opened, card)
    shown = (await simulator.client.get(opened.page_url or "")).text
    assert says in shown
    assert 'href="https://portal.example/back"' in shown
    assert "<form" not in shown


async def test_without_an_address_to_return_to_the_page_shows_what_came_of_it(
    simulator: Simulated,
) -> None:
    opened = await simulator.open()
    page = opened.page_url or ""
    answer = await simulator.client.post(page, data={"card": "success"}, follow_redirects=True)
    assert [hop.status_code for hop in answer.history] == [303]
    assert "You can close this page" in answer.text


async def test_a_browser_is_refused_on_a_page_and_a_program_in_a_document(
    simulator: Simulated,
) -> None:
    opened = await simulator.open()
    for path, status, says in (
        (opened.page_url or "", 422, "Das ist keine Testkarte"),
        ("/pay/chk_none", 404, "Diese Seite gibt es nicht"),
        ("/wallet/guessed", 404, "Dieser Link ist abgelaufen"),
    ):
        answer = await simulator.client.post(path, data={"card": "4111"}, headers=BROWSER)
        assert (answer.status_code, says in answer.text) == (status, True)
        answer = await simulator.client.post(path, data={"card": "4111"})
        assert answer.headers["content-type"] == "application/problem+json"


async def test_taking_a_card_away_leads_back_to_the_wallet(simulator: Simulated) -> None:
    method = await simulator.link("cus_1", "success")
    page = await simulator.gateway.link_page("cus_1", None)
    answer = await simulator.client.post(
        f"{page}/remove", data={"method_id": method}, follow_redirects=True
    )
    assert str(answer.url) == page
    assert "No card is linked yet" in answer.text
