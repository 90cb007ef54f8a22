"""The portal and the services behind it, once for all tests of pages; each has its own partner."""

from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from typing import Any

import httpx2 as httpx
import pytest
from fastapi import FastAPI
from pydantic import SecretStr

from clients.http import HttpClient
from portal.admin.app import build_app as build_admin_portal
from portal.admin.settings import AdminSettings
from portal.customer.app import build_app as build_portal
from portal.settings import PortalSettings
from services.catalog.app import build_app as build_catalog
from services.catalog.settings import CatalogSettings
from services.notifications.app import build_app as build_notifications
from services.notifications.settings import NotificationsSettings
from services.orders.app import build_app as build_orders
from services.orders.settings import OrdersSettings
from services.payments.app import build_app as build_payments
from services.payments.settings import PaymentsSettings
from simulator.app import build_simulator
from simulator.settings import SimulatorSettings
from tests.callers import PortalAndWorker
from tests.moved_clock import MovedClock
from tests.portal.cashier import Cashier
from tests.portal.world import (
    ACCOUNT,
    ADMIN_URL,
    PORTAL_URL,
    PROVIDER_ORIGIN,
    TEMPORAL_URL,
    PortalWorld,
)
from tests.services.orders.payments_book import PaymentsBook
from tests.services.orders.surroundings import HandSetClock, Network
from tests.services.orders.world import RecordingWorkflows
from tests.services.payments.world import HeardSignals, KeptReceipts, RaisedFlags

WEBHOOK_SECRET = "a-webhook-key-not-a-secret-0123456"


@pytest.fixture(scope="session")
async def running_portal(
    new_database: Callable[[str], str],
    token_keys: dict[str, SecretStr],
    tmp_path_factory: pytest.TempPathFactory,
) -> AsyncIterator[PortalWorld]:
    network, workflows, clock = Network(), RecordingWorkflows(), HandSetClock()
    books_clock = MovedClock()

    def settings(name: str) -> dict[str, Any]:
        others = ("catalog", "orders", "payments", "notifications")
        return {
            "profile": "test",
            "database_url": new_database(name),
            "token_keys": token_keys,
            **{f"{other}_url": f"http://{other}.test" for other in others},
        }

    def http(name: str) -> HttpClient:
        return HttpClient(name, token_keys, transport=network)

    options = {"url": "http://gateway.test", "webhook_secrets": [WEBHOOK_SECRET]}
    apps: dict[str, FastAPI] = {
        "catalog": build_catalog(CatalogSettings(**settings("catalog"))),
        "orders": build_orders(
            OrdersSettings(**settings("orders")), workflows, http=http("orders"), now=clock
        ),
        "payments": build_payments(
            PaymentsSettings(
                **settings("payments"), gateway_options={"simulator": options, "offline": ACCOUNT}
            ),
            signals=HeardSignals(),
            order_flags=RaisedFlags(),
            receipts=KeptReceipts(),
            gateway_transports={"simulator": network},
            now=books_clock,
        ),
        "notifications": build_notifications(
            NotificationsSettings(**settings("notifications")), http=http("notifications")
        ),
        "gateway": build_simulator(
            SimulatorSettings(
                profile="test",
                payments_url="http://payments.test",
                state_dir=tmp_path_factory.mktemp("simulator"),
                webhook_secret=SecretStr(WEBHOOK_SECRET),
            ),
            network,
        ),
        "portal": build_portal(
            PortalSettings(
                **settings("portal"),
                portal_url=PORTAL_URL,
                admin_url=ADMIN_URL,
                return_origins=(PROVIDER_ORIGIN,),
            ),
            http=http("portal"),
        ),
        "admin": build_admin_portal(
            AdminSettings(
                **settings("admin"),
                portal_url=PORTAL_URL,
                admin_url=ADMIN_URL,
                temporal_ui_url=TEMPORAL_URL,
            ),
            http=http("admin"),
        ),
    }
    network.to |= {f"{name}.test": httpx.ASGITransport(app=app) for name, app in apps.items()}
    people = PortalAndWorker(token_keys, transport=network)
    async with AsyncExitStack() as stack:
        for app in apps.values():
            await stack.enter_async_context(app.router.lifespan_context(app))
        yield PortalWorld(
            people,
            network,
            workflows,
            PaymentsBook(),
            clock,
            app=apps["orders"],
            catalog_app=apps["catalog"],
            payments_app=apps["payments"],
            notifications_app=apps["notifications"],
            portal=apps["portal"],
            books_clock=books_clock,
            admin_portal=apps["admin"],
        )
    await people.close()


@pytest.fixture
async def pages(running_portal: PortalWorld) -> AsyncIterator[PortalWorld]:
    """A partner of one's own, everybody there, and the clock at a usual instant."""
    await running_portal.begin_anew()
    yield running_portal
    for browser in running_portal.browsers:
        await browser.close()
    running_portal.browsers.clear()


@pytest.fixture
def cashier(pages: PortalWorld) -> Cashier:
    return Cashier(pages)
