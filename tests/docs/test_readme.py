"""What the README tells a portal backend and an operator to do works."""

import json
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import httpx2 as httpx
import pytest
from fastapi import FastAPI
from pydantic import SecretStr

from clients.http import HttpClient
from clients.services import Services, ServiceUrls
from contracts.actors import Actor
from contracts.catalog import BillingCycle, OfferingFields, Price
from contracts.orders import CustomerFields, PlacedOrder
from contracts.workflow import DECIDE_SIGNAL, RETRY_SIGNAL
from portal.customer.app import build_app as build_portal
from portal.settings import PortalSettings
from services.catalog.app import build_app as build_catalog
from services.catalog.settings import CatalogSettings
from services.orders.app import build_app as build_orders
from services.orders.settings import OrdersSettings
from tests.docs.pages import ROOT, Page
from tests.services.orders.surroundings import Network
from workflows.order.signals import FromOperator, read_decision

README = Page(ROOT / "README.md")
URLS = ServiceUrls(
    catalog="http://catalog.test",
    orders="http://orders.test",
    payments="http://payments.test",
    notifications="http://notifications.test",
)
NOBODY_LISTENS = "127.0.0.1:1"
OrderFirstOffer = Callable[[HttpClient, ServiceUrls, str], Awaitable[PlacedOrder]]


def snippet() -> OrderFirstOffer:
    function: OrderFirstOffer = shown("order_first_offer")
    return function


def shown(name: str) -> Any:
    """The function of this name, as one of the page's blocks defines it."""
    [code] = [code for code in README.blocks("python") if f"async def {name}(" in code]
    names: dict[str, Any] = {}
    exec(compile(code, "README.md", "exec"), names)  # noqa: S102 - our own page
    return names[name]


@pytest.fixture
def network() -> Network:
    return Network()


@pytest.fixture
async def http(
    network: Network, new_database: Callable[[str], str], token_keys: dict[str, SecretStr]
) -> AsyncIterator[HttpClient]:
    """Catalog and orders with an offering and a customer; payments and Temporal are away."""
    network.blocked.add("payments.test")
    common: dict[str, Any] = {"profile": "test", "token_keys": token_keys}
    catalog = build_catalog(CatalogSettings(database_url=new_database("catalog"), **common))
    orders = build_orders(
        OrdersSettings(
            database_url=new_database("orders"),
            catalog_url=URLS.catalog,
            payments_url=URLS.payments,
            temporal_address=NOBODY_LISTENS,
            **common,
        ),
        http=HttpClient("orders", token_keys, transport=network),
    )
    network.to["catalog.test"] = httpx.ASGITransport(app=catalog)
    network.to["orders.test"] = httpx.ASGITransport(app=orders)
    client = HttpClient("portal", token_keys, transport=network)
    async with (
        catalog.router.lifespan_context(catalog),
        orders.router.lifespan_context(orders),
    ):
        await _stock(Services.acting_as(Actor(kind="operator", id="olga"), client, URLS))
        yield client
    await client.close()


async def _stock(operator: Services) -> None:
    price = Price(amount_minor=3_100, currency="EUR", cycle=BillingCycle(kind="monthly"))
    fibre = OfferingFields(kind="internet", title="Fibre 100", price=price)
    await operator.catalog.create_offering(fibre, key="fibre")
    mia = CustomerFields(partner_id=1, name="Mia Moor", email="mia@example.net")
    await operator.orders.put_customer("mia", mia)


@pytest.mark.engines
async def test_the_snippet_places_an_order_even_while_temporal_is_away(http: HttpClient) -> None:
    placed = await snippet()(http, URLS, "checkout-1")

    assert placed.outcome == "payment_page_follows"
    assert placed.order.total_minor == 3_100


@pytest.fixture
async def portal(
    network: Network, new_database: Callable[[str], str], token_keys: dict[str, SecretStr]
) -> AsyncIterator[FastAPI]:
    """In front of these orders, for a provider that may hand its customers over."""
    settings = PortalSettings(
        profile="test",
        database_url=SecretStr(new_database("portal")),
        token_keys=token_keys,
        orders_url=URLS.orders,
        portal_url="http://portal.test",
        return_origins=("https://provider.example",),
    )
    app = build_portal(settings, http=HttpClient("portal", token_keys, transport=network))
    network.to["portal.test"] = httpx.ASGITransport(app=app)
    async with app.router.lifespan_context(app):
        yield app


@pytest.mark.engines
async def test_the_snippet_hands_a_customer_over(http: HttpClient, portal: FastAPI) -> None:
    address = await shown("address_for_mia")(http, "http://portal.test", "click-1")

    browser = httpx.AsyncClient(transport=httpx.ASGITransport(app=portal))
    answer = await browser.get(address)
    assert (answer.status_code, answer.headers["location"]) == (303, "/orders")
    await browser.aclose()


@pytest.mark.engines
async def test_a_retry_of_the_snippet_is_the_same_order(http: HttpClient) -> None:
    first = await snippet()(http, URLS, "checkout-1")
    again = await snippet()(http, URLS, "checkout-1")

    assert again == first


def test_the_signals_shown_are_decisions_that_the_workflow_can_read() -> None:
    shell = "".join(README.blocks("sh")).split("--input '")[1:]
    shown = [*README.blocks("json"), *(rest.partition("'")[0] for rest in shell)]
    verdicts = []
    for text in shown:
        read = read_decision("message", DECIDE_SIGNAL, _raw(json.loads(text)))
        assert isinstance(read, FromOperator), read
        verdicts.append(read.decision.verdict)
    assert verdicts == ["approve", "reject"]


def test_the_signals_shown_have_the_workflows_names() -> None:
    assert f"--name {DECIDE_SIGNAL} " in README.text
    assert f"`{RETRY_SIGNAL}`" in README.text


def _raw(message: object) -> Any:
    from temporalio.api.common.v1 import Payload
    from temporalio.common import RawValue

    return RawValue(Payload(data=json.dumps(message).encode()))
