"""The system in containers: an order is placed and paid through the published ports, and ends
right although its processes are killed in between."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import pytest

from contracts.decisions import Decide
from contracts.problems import RequestIsInFlight, ServiceIsUnavailable
from scenarios.expected import differences, final_outcome
from scenarios.journey import Journey
from scenarios.offerings import set_up
from scenarios.patience import Patience
from scenarios.people import People
from scenarios.stories import PAID_ON, TRUE_START, started_later
from scenarios.system import System
from simulator.messages import BookView
from tests.docker.composition import Composition

pytestmark = pytest.mark.docker

PATIENCE = Patience(seconds=90, away=(ServiceIsUnavailable, RequestIsInFlight), poll_seconds=0.2)


@asynccontextmanager
async def system_in(composition: Composition) -> AsyncIterator[System]:
    http = composition.http()
    people = People(http, composition.urls)
    try:
        yield System(people, await set_up(people.operator), PATIENCE)
    finally:
        await http.close()


def read(url: str, api_key: str | None = None) -> str:
    headers = {"Authorization": f"Bearer {api_key}"} if api_key else {}
    request = Request(url, headers=headers)  # noqa: S310 - an address of this test
    with urlopen(request, timeout=10) as answer:  # noqa: S310
        return str(answer.read().decode())


async def test_an_order_ends_right_though_worker_and_payments_are_killed(
    composition: Composition,
) -> None:
    async with system_in(composition) as system:
        journey = await Journey.at_once(system, system.offerings.fibre)
        page = await journey.payment_page()
        assert page.startswith(f"{composition.gateway_url}/pay/")
        assert "31.00 EUR" in read(page)

        composition.kill("worker")
        await journey.pay(on=PAID_ON)
        composition.crash("payments")
        composition.start("worker")
        await journey.is_paid()

        composition.kill("worker")
        outcome = await journey.decide_once(Decide(verdict="approve", start_on=TRUE_START))
        assert not outcome.applied
        composition.crash("payments")
        composition.start("worker")
        await journey.ends()
        await _assert_paid_and_credited_once(journey)
        await _find_in_the_temporal_ui(composition, journey)
    book = BookView.model_validate_json(
        read(f"{composition.gateway_url}/v1/book", composition.gateway_api_key)
    )
    assert [charge.amount_minor for charge in book.charges] == [3_100]
    assert book.refunds == []


async def _assert_paid_and_credited_once(journey: Journey) -> None:
    system, expected = journey.system, started_later(journey)
    outcome = await final_outcome(system, expected)
    assert differences(expected, outcome) == []
    assert len(outcome.credit_notes) == 1
    assert not outcome.services[0].confirmation_waiting
    captures = (await journey.customer.services.payments.payments(order_id=journey.id)).items
    assert [capture.amount_minor for capture in captures] == [3_100]
    mails = (await system.operator.notifications.mails(order_id=journey.id)).items
    assert len({mail.message_id for mail in mails}) == len(mails) > 0


async def _find_in_the_temporal_ui(composition: Composition, journey: Journey) -> None:
    """By the search attributes, at the published port, through the API that the UI's page uses."""
    query = f"CustomerId = '{journey.customer.id}' AND OrderStatus = 'completed'"
    workflows = f"{composition.temporal_ui_url}/api/v1/namespaces/turnup/workflows"
    url = f"{workflows}?{urlencode({'query': query})}"
    await PATIENCE.until(
        lambda: asyncio.to_thread(read, url), lambda found: journey.id in found, "it to be listed"
    )


async def test_processes_run_without_root_and_cannot_change_their_own_files(
    composition: Composition,
) -> None:
    facts = composition.run("exec", "-T", "orders", "id", "-u").strip()
    assert facts == "10001"
    mounts = composition.run("exec", "-T", "orders", "cat", "/proc/mounts")
    assert re.search(r"^\S+ / \S+ ro,", mounts, re.MULTILINE)
