"""A notifications service with the embedded mailbox, on a real PostgreSQL, for each file of tests:
there are fewer partner numbers than tests."""

from collections.abc import AsyncIterator, Callable

import httpx2 as httpx
import pytest
from fastapi import FastAPI
from pydantic import SecretStr

from clients.http import HttpClient
from clients.system.notifications import SystemNotifications
from contracts.actors import Actor
from services.notifications.app import build_app
from services.notifications.settings import NotificationsSettings
from tests.callers import PortalAndWorker
from tests.services.notifications.orders import OrdersBook, orders_stub
from tests.services.notifications.world import new_partner

URL = "http://notifications.test"


@pytest.fixture(scope="module")
def orders() -> OrdersBook:
    """What the orders service knows."""
    return OrdersBook()


@pytest.fixture(scope="module")
async def app(
    new_database: Callable[[str], str], token_keys: dict[str, SecretStr], orders: OrdersBook
) -> AsyncIterator[FastAPI]:
    settings = NotificationsSettings(
        profile="test",
        database_url=new_database("notifications"),
        token_keys=token_keys,
        orders_url="http://orders.test",
    )
    transport = httpx.ASGITransport(app=orders_stub(orders, token_keys))
    built = build_app(settings, http=HttpClient("notifications", token_keys, transport))
    async with built.router.lifespan_context(built):
        yield built


@pytest.fixture(scope="module")
async def acting(
    app: FastAPI, token_keys: dict[str, SecretStr]
) -> AsyncIterator[Callable[[Actor], SystemNotifications]]:
    """The service as somebody's client."""
    http = PortalAndWorker(token_keys, transport=httpx.ASGITransport(app=app))
    yield lambda actor: SystemNotifications(http, URL, actor)
    await http.close()


@pytest.fixture(scope="module")
async def raw(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    """Bare HTTP, for what the client would never send."""
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url=URL) as client:
        yield client


@pytest.fixture
def partner_id() -> int:
    return new_partner()
