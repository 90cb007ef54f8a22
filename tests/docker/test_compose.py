"""The system in containers: an order is placed and paid through the published ports, and ends
right although its processes are killed in between."""

import asyncio
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date
from typing import TypeVar
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import pytest

from clients.http import HttpClient
from clients.services import Services
from contracts.actors import Actor, Audience
from contracts.catalog import (
    BillingCycle,
    OfferingFields,
    Price,
    RequestQuote,
    RequestQuoteLine,
)
from contracts.decisions import Decide
from contracts.orders import CustomerFields, PlacedOrder, PlaceOrder
from contracts.problems import ServiceIsUnavailable
from simulator.messages import BookView
from tests.docker.composition import Composition

pytestmark = pytest.mark.docker

PARTNER_ID = 1
PAID_ON, TRUE_START = date(2023, 1, 1), date(2023, 1, 14)
PATIENCE_SECONDS = 90
POLL_SECONDS = 0.2
FIBRE = OfferingFields(
    kind="internet",
    title="Fibre 100",
    price=Price(amount_minor=3_100, currency="EUR", cycle=BillingCycle(kind="monthly")),
    download_mbps=100,
    upload_mbps=50,
)
Answer = TypeVar("Answer")


@dataclass(frozen=True)
class People:
    """Who acts, with the services as they see them."""

    http: HttpClient
    operator: Services
    admin: Services
    customer: Services


@asynccontextmanager
async def people_of(system: Composition) -> AsyncIterator[People]:
    http = system.http()
    carla = Actor(kind="customer", id="carla", partner_id=PARTNER_ID, audience=Audience())
    operator = system.services_as(Actor(kind="operator", id="operator"), http)
    admin = system.services_as(Actor(kind="admin", id="ada", partner_id=PARTNER_ID), http)
    fields = CustomerFields(partner_id=PARTNER_ID, name="Carla", email="carla@example.com")
    await operator.orders.put_customer("carla", fields)
    yield People(http, operator, admin, system.services_as(carla, http))
    await http.close()


async def until(
    read: Callable[[], Awaitable[Answer]], condition: Callable[[Answer], bool]
) -> Answer:
    """Read until the condition holds; a service that is being restarted is asked again."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while True:
            try:
                if condition(answer := await read()):
                    return answer
            except ServiceIsUnavailable:
                pass
            await asyncio.sleep(POLL_SECONDS)


async def place_an_order(people: People) -> PlacedOrder:
    """One plan of 31.00 a month, paid upfront; the answer has the payment page."""
    offering = await people.operator.catalog.create_offering(FIBRE, key="fibre")
    wanted = RequestQuote(lines=[RequestQuoteLine(offering_id=offering.id)])
    quote = await people.customer.catalog.request_quote(wanted, key="quote")
    command = PlaceOrder(quote_id=quote.id, pay="upfront")
    placed = await people.customer.orders.place_order(command, key="order")
    return await until(
        lambda: people.customer.orders.payment_page(placed.order.id),
        lambda answer: answer.payment_page_url is not None,
    )


def read(url: str, api_key: str | None = None) -> str:
    headers = {"Authorization": f"Bearer {api_key}"} if api_key else {}
    request = Request(url, headers=headers)  # noqa: S310 - an address of this test
    with urlopen(request, timeout=10) as answer:  # noqa: S310
        return str(answer.read().decode())


async def test_an_order_ends_right_though_worker_and_payments_are_killed(
    system: Composition,
) -> None:
    async with people_of(system) as people:
        placed = await place_an_order(people)
        order_id, page = placed.order.id, placed.payment_page_url or ""
        item_id = placed.order.items[0].id
        assert page.startswith(f"{system.gateway_url}/pay/")
        assert "31.00 EUR" in read(page)

        system.kill("worker")
        await people.http.post_to_page(page, {"card": "success", "captured_at": str(PAID_ON)})
        system.crash("payments")
        system.start("worker")
        await until(
            lambda: people.customer.orders.order(order_id),
            lambda order: order.items[0].state == "awaiting_confirmation",
        )

        system.kill("worker")
        verdict = Decide(verdict="approve", start_on=TRUE_START)
        outcome = await people.admin.orders.decide(order_id, item_id, verdict, key="approve")
        assert not outcome.applied
        system.crash("payments")
        system.start("worker")
        await until(
            lambda: people.customer.orders.order(order_id),
            lambda order: order.status == "completed",
        )
        await _assert_paid_and_credited_once(people, order_id)
        await _find_in_the_temporal_ui(system, order_id)
    book = BookView.model_validate_json(
        read(f"{system.gateway_url}/v1/book", system.gateway_api_key)
    )
    assert [charge.amount_minor for charge in book.charges] == [3_100]
    assert book.refunds == []


async def _assert_paid_and_credited_once(people: People, order_id: str) -> None:
    payments = people.customer.payments
    service = (await people.customer.orders.subscriptions(customer_id="carla")).items[0]
    assert (service.state, service.start_on) == ("active", TRUE_START)
    assert not service.confirmation_waiting
    invoices = (await payments.invoices(order_id=order_id)).items
    assert [(i.state, i.amount.gross_minor) for i in invoices] == [("paid", 3_100)]
    notes = (await payments.credit_notes(order_id=order_id)).items
    assert [(n.unused_day_count, n.amount.gross_minor) for n in notes] == [(13, 1_300)]
    captures = (await payments.payments(order_id=order_id)).items
    assert [capture.amount_minor for capture in captures] == [3_100]
    mails = (await people.operator.notifications.mails(order_id=order_id)).items
    assert len({mail.message_id for mail in mails}) == len(mails) > 0


async def _find_in_the_temporal_ui(system: Composition, order_id: str) -> None:
    """By the search attributes, at the published port, through the API that the UI's page uses."""
    query = urlencode({"query": "CustomerId = 'carla' AND OrderStatus = 'completed'"})
    url = f"{system.temporal_ui_url}/api/v1/namespaces/turnup/workflows?{query}"
    await until(lambda: asyncio.to_thread(read, url), lambda found: order_id in found)


async def test_processes_run_without_root_and_cannot_change_their_own_files(
    system: Composition,
) -> None:
    facts = system.run("exec", "-T", "orders", "id", "-u").strip()
    assert facts == "10001"
    mounts = system.run("exec", "-T", "orders", "cat", "/proc/mounts")
    assert re.search(r"^\S+ / \S+ ro,", mounts, re.MULTILINE)
