"""The orders and catalog services on a real PostgreSQL; each test has its own partner."""

from collections.abc import AsyncIterator, Callable

import httpx2 as httpx
import pytest
from pydantic import SecretStr

from clients.http import HttpClient
from services.catalog.app import build_app as build_catalog
from services.catalog.settings import CatalogSettings
from services.orders.app import build_app
from services.orders.settings import OrdersSettings
from tests.callers import PortalAndWorker
from tests.services.orders.payments_book import PaymentsBook, payments_stub
from tests.services.orders.surroundings import HandSetClock, Network
from tests.services.orders.world import (
    RecordingWorkflows,
    World,
)


@pytest.fixture(scope="session")
async def running(
    new_database: Callable[[str], str], token_keys: dict[str, SecretStr]
) -> AsyncIterator[World]:
    catalog = build_catalog(
        CatalogSettings(profile="test", database_url=new_database("catalog"), token_keys=token_keys)
    )
    book, network = PaymentsBook(), Network()
    workflows, clock = RecordingWorkflows(), HandSetClock()
    orders = build_app(
        OrdersSettings(
            profile="test",
            database_url=new_database("orders"),
            token_keys=token_keys,
            catalog_url="http://catalog.test",
            payments_url="http://payments.test",
        ),
        workflows,
        http=HttpClient("orders", token_keys, transport=network),
        now=clock,
    )
    for name, app in {
        "catalog": catalog,
        "orders": orders,
        "payments": payments_stub(book),
    }.items():
        network.to[f"{name}.test"] = httpx.ASGITransport(app=app)
    http = PortalAndWorker(token_keys, transport=network)
    async with (
        catalog.router.lifespan_context(catalog),
        orders.router.lifespan_context(orders),
    ):
        yield World(http, network, workflows, book, clock, app=orders, catalog_app=catalog)
    await http.close()


@pytest.fixture
async def world(running: World) -> World:
    """A partner of one's own, the engine there, and the clock at a usual instant."""
    await running.begin_anew()
    return running
