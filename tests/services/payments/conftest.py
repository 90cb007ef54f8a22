"""One payments service on a real PostgreSQL with the real simulator, for all its tests."""

from collections.abc import AsyncIterator, Callable

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
from tests.services.payments.world import (
    SYSTEM,
    HeardSignals,
    KeptReceipts,
    LateTransport,
    RaisedFlags,
    World,
)

URL = "http://payments.test"
GATEWAY_URL = "http://gateway.test"
WEBHOOK_SECRET = "a-webhook-key-not-a-secret-0123456"
OLD_WEBHOOK_SECRET = "the-one-before-not-a-secret-0123456"


@pytest.fixture(scope="session")
async def world(
    new_database: Callable[[str], str],
    token_keys: dict[str, SecretStr],
    tmp_path_factory: pytest.TempPathFactory,
) -> AsyncIterator[World]:
    to_payments, to_simulator, signals = LateTransport(), LateTransport(), HeardSignals()
    settings = PaymentsSettings(
        profile="test",
        database_url=new_database("payments"),
        token_keys=token_keys,
        gateway_options={
            "simulator": {
                "url": GATEWAY_URL,
                "webhook_secrets": [WEBHOOK_SECRET, OLD_WEBHOOK_SECRET],
            }
        },
    )
    flags, receipts, clock = RaisedFlags(), KeptReceipts(), MovedClock()
    payments = build_app(
        settings,
        signals=signals,
        order_flags=flags,
        receipts=receipts,
        gateway_transports={"simulator": to_simulator},
        now=clock,
    )
    simulator = build_simulator(
        SimulatorSettings(
            profile="test",
            payments_url=URL,
            state_dir=tmp_path_factory.mktemp("simulator"),
            webhook_secret=SecretStr(WEBHOOK_SECRET),
            settle_seconds=3_600,
        ),
        to_payments,
    )
    to_payments.app, to_simulator.app = payments, simulator
    async with (
        payments.router.lifespan_context(payments),
        simulator.router.lifespan_context(simulator),
        httpx.AsyncClient(
            transport=httpx.ASGITransport(app=simulator),
            base_url=GATEWAY_URL,
            headers={"Authorization": f"Bearer {LOCAL_API_KEY}"},
        ) as page,
        httpx.AsyncClient(transport=httpx.ASGITransport(app=payments), base_url=URL) as raw,
    ):
        http = PortalAndWorker(token_keys, transport=httpx.ASGITransport(app=payments))
        signals.payments = SystemPayments(http, URL, SYSTEM)
        yield World(
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
        )
        signals.close()
        await http.close()
