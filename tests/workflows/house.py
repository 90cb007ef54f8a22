"""All of our processes in this one, on real sockets and engines, so that a test sees what they ask
of each other and of the database."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from pydantic import SecretStr
from temporalio.client import Client

from chassis.serve import Listening, server_of
from clients.http import HttpClient
from clients.services import ServiceUrls
from clients.system.services import SystemServices
from clients.system.temporal import connect
from contracts.problems import RequestIsInFlight, ServiceIsUnavailable
from scenarios.offerings import set_up
from scenarios.patience import Patience
from scenarios.people import People
from scenarios.system import System
from services.catalog import app as catalog
from services.catalog.settings import CatalogSettings
from services.notifications import app as notifications
from services.notifications.settings import NotificationsSettings
from services.orders import app as orders
from services.orders.settings import OrdersSettings
from services.payments import app as payments
from services.payments.settings import PaymentsSettings
from simulator.app import build_simulator
from simulator.settings import SimulatorSettings
from stack.ports import LOOPBACK, random_ports
from tests.patience import eventually
from tests.workflows.counting import Counted
from workflows.settings import WorkerSettings
from workflows.worker import build_worker, services_of

SERVICES = ["catalog", "orders", "payments", "notifications"]
PATIENT_SECONDS = 10
"""What a slow machine takes longer must not go another way."""


@dataclass(frozen=True)
class House:
    """Everything runs, and is counted."""

    system: System
    services: SystemServices
    temporal: Client
    counted: Counted
    apps: list[FastAPI]

    async def is_quiet(self) -> None:
        """Return once nobody is asked anything, and all that follows from it was delivered."""

        async def quiet() -> bool:
            contexts = [app.state.context for app in self.apps]
            inlines = [context.inline for context in contexts if hasattr(context, "inline")]
            return not self.counted.under_way and not any(one._running for one in inlines)

        await eventually(quiet)


@asynccontextmanager
async def whole_house(
    folder: Path,
    new_database: Callable[[str], str],
    temporal_address: str,
    keys: dict[str, SecretStr],
) -> AsyncIterator[House]:
    ports = random_ports([*SERVICES, "simulator"])
    urls = {name: f"http://{LOOPBACK}:{port}" for name, port in ports.items()}
    at = ServiceUrls(**{name: urls[name] for name in SERVICES})
    shared: dict[str, Any] = {f"{name}_url": urls[name] for name in SERVICES}
    shared |= {"profile": "test", "token_keys": keys, "temporal_address": temporal_address}
    own = {
        name: {"port": ports[name], "database_url": SecretStr(new_database(f"house_{name}"))}
        for name in SERVICES
    }
    counted = Counted()
    apps: list[FastAPI] = []
    async with AsyncExitStack() as stack:
        for name, app, listening in _built(shared, own, urls, folder, ports["simulator"]):
            apps.append(app)
            counted.note_requests_of(app, name)
            await stack.enter_async_context(_served(app, listening))
        settings = WorkerSettings(**shared)
        worker, portal = HttpClient("worker", keys), HttpClient("portal", keys)
        temporal = await connect(settings, "worker")
        for http in (worker, portal):
            stack.push_async_callback(http.close)
        services = services_of(settings, worker)
        await stack.enter_async_context(build_worker(temporal, services, settings))
        people = People(portal, at)
        system = System(
            people,
            await set_up(people.operator),
            Patience(30, away=(ServiceIsUnavailable, RequestIsInFlight)),
        )
        yield House(system, services, temporal, counted, apps)


def _built(
    shared: dict[str, Any],
    own: dict[str, dict[str, Any]],
    urls: dict[str, str],
    folder: Path,
    simulator_port: int,
) -> Iterator[tuple[str, FastAPI, Listening]]:
    of_catalog = CatalogSettings(**shared, **own["catalog"])
    yield "catalog", catalog.build_app(of_catalog), of_catalog
    of_orders = OrdersSettings(
        **shared,
        **own["orders"],
        placing_wait_seconds=PATIENT_SECONDS,
        deciding_wait_seconds=PATIENT_SECONDS,
    )
    yield "orders", orders.build_app(of_orders), of_orders
    gateways = {"simulator": {"url": urls["simulator"]}}
    of_payments = PaymentsSettings(**shared, **own["payments"], gateway_options=gateways)
    yield "payments", payments.build_app(of_payments), of_payments
    of_notifications = NotificationsSettings(**shared, **own["notifications"])
    yield "notifications", notifications.build_app(of_notifications), of_notifications
    of_simulator = SimulatorSettings(
        profile="test", port=simulator_port, payments_url=urls["payments"], state_dir=folder
    )
    yield "simulator", build_simulator(of_simulator), of_simulator


@asynccontextmanager
async def _served(app: FastAPI, settings: Listening) -> AsyncIterator[None]:
    server = server_of(app, settings)
    serving = asyncio.create_task(server.serve())

    async def started() -> bool:
        assert not serving.done(), "it could not start"
        return server.started

    try:
        await eventually(started)
        yield
    finally:
        server.should_exit = True
        await serving
