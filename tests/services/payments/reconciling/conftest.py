"""Payments and the simulator on a clock that a test can move, without webhooks; fresh ones for each
module, and for tests that look at sums fresh ones for themselves."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import httpx2 as httpx
import pytest
from pydantic import SecretStr

from clients.system.payments import SystemPayments
from services.payments.app import build_app
from services.payments.settings import PaymentsSettings
from simulator.app import build_simulator
from simulator.settings import LOCAL_API_KEY, SimulatorSettings
from tests.callers import PortalAndWorker
from tests.moved_clock import MovedClock
from tests.services.payments.conftest import GATEWAY_URL, URL, WEBHOOK_SECRET
from tests.services.payments.reconciling.world import TwoBooks
from tests.services.payments.world import (
    SYSTEM,
    HeardSignals,
    KeptReceipts,
    LateTransport,
    RaisedFlags,
)


@asynccontextmanager
async def two_books(
    database_url: str, keys: dict[str, SecretStr], folder: Path
) -> AsyncIterator[TwoBooks]:
    clock, signals, flags, receipts = MovedClock(), HeardSignals(), RaisedFlags(), KeptReceipts()
    to_payments, to_simulator = LateTransport(), LateTransport()
    settings = PaymentsSettings(
        profile="test",
        database_url=database_url,
        token_keys=keys,
        gateway_options={"simulator": {"url": GATEWAY_URL, "webhook_secrets": [WEBHOOK_SECRET]}},
    )
    transports = {"simulator": to_simulator}
    payments = build_app(
        settings,
        signals=signals,
        order_flags=flags,
        receipts=receipts,
        gateway_transports=transports,
        now=clock,
    )
    simulator = build_simulator(
        SimulatorSettings(
            profile="test",
            payments_url=URL,
            state_dir=folder,
            webhook_secret=SecretStr(WEBHOOK_SECRET),
            settle_seconds=10**7,
        ),
        to_payments,
        clock,
    )
    to_simulator.app = simulator
    known = {"Authorization": f"Bearer {LOCAL_API_KEY}"}
    http = PortalAndWorker(keys, transport=httpx.ASGITransport(app=payments))
    async with (
        payments.router.lifespan_context(payments),
        simulator.router.lifespan_context(simulator),
        httpx.AsyncClient(
            transport=httpx.ASGITransport(app=simulator), base_url=GATEWAY_URL, headers=known
        ) as page,
        httpx.AsyncClient(transport=httpx.ASGITransport(app=payments), base_url=URL) as raw,
    ):
        signals.payments = SystemPayments(http, URL, SYSTEM)
        yield TwoBooks(
            payments=payments,
            context=payments.state.context,
            signals=signals,
            flags=flags,
            receipts=receipts,
            to_payments=to_payments,
            to_simulator=to_simulator,
            simulator=page,
            raw=raw,
            acting=lambda actor: SystemPayments(http, URL, actor),
            clock=clock,
            database_url=database_url.replace("+psycopg", ""),
            simulator_file=folder / "gateway.sqlite3",
        )
        signals.close()
        await http.close()


@pytest.fixture(scope="module")
async def books(
    new_database: Callable[[str], str],
    token_keys: dict[str, SecretStr],
    tmp_path_factory: pytest.TempPathFactory,
) -> AsyncIterator[TwoBooks]:
    folder = tmp_path_factory.mktemp("gateway")
    async with two_books(new_database("reconciled"), token_keys, folder) as world:
        yield world


@pytest.fixture
async def fresh_books(
    new_database: Callable[[str], str], token_keys: dict[str, SecretStr], tmp_path: Path
) -> AsyncIterator[TwoBooks]:
    async with two_books(new_database("reconciled"), token_keys, tmp_path) as world:
        yield world
