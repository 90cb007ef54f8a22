"""Payments as a process, killed around the charge: it goes on, and there is one capture."""

import asyncio
import json
import os
import socket
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from pathlib import Path

import httpx2 as httpx
import pytest
from pydantic import SecretStr

from clients.http import HttpClient
from clients.payments import PaymentsClient
from contracts.payments import PaymentIntentView
from contracts.problems import ServiceIsUnavailable
from services.payments.gateways.simulator.messages import BookView
from tests.services.payments.world import SYSTEM, eventually, payment_order

pytestmark = [pytest.mark.engines, pytest.mark.e2e]
KILLED = -9


@dataclass
class Processes:
    """Payments and the simulator as processes of their own."""

    environment: dict[str, str]
    failpoints: Path
    ports: dict[str, int]
    client: PaymentsClient
    running: dict[str, subprocess.Popen[bytes]]

    async def start(self, module: str) -> None:
        port = self.ports[module]
        environment = {**self.environment, "TURNUP_PORT": str(port)}
        self.running[module] = subprocess.Popen(  # noqa: ASYNC220 - forks at once
            [sys.executable, "-m", module], env=environment
        )

        async def ready() -> bool | None:
            assert self.running[module].poll() is None, "it ended instead of becoming ready"
            async with httpx.AsyncClient(trust_env=False) as http:
                try:
                    answer = await http.get(f"http://127.0.0.1:{port}/readyz")
                except httpx.TransportError:
                    return None
            return True if answer.status_code == 200 else None

        await eventually(ready)

    async def restart_once_killed(self) -> None:
        killed = self.running["services.payments"]
        assert await asyncio.to_thread(killed.wait, 20) == KILLED
        await self.start("services.payments")

    def arm(self, failpoint: str) -> None:
        (self.failpoints / failpoint).touch()

    async def ask_simulator(self, method: str, path: str, **body: object) -> httpx.Response:
        url = f"http://127.0.0.1:{self.ports['services.payments.gateways.simulator']}{path}"
        async with httpx.AsyncClient(trust_env=False) as http:
            return await http.request(method, url, json=body or None)


@pytest.fixture
async def processes(
    new_database: Callable[[str], str], token_keys: dict[str, SecretStr], tmp_path: Path
) -> AsyncIterator[Processes]:
    modules = ("services.payments", "services.payments.gateways.simulator")
    ports = {module: _free_port() for module in modules}
    urls = [f"http://127.0.0.1:{ports[module]}" for module in modules]
    keys = {kid: key.get_secret_value() for kid, key in token_keys.items()}
    http = HttpClient("worker", token_keys)
    (tmp_path / "failpoints").mkdir()
    made = Processes(
        environment={
            **os.environ,
            "TURNUP_PROFILE": "test",
            "TURNUP_DATABASE_URL": new_database("payments_killed"),
            "TURNUP_TOKEN_KEYS": json.dumps(keys),
            "TURNUP_PAYMENTS_URL": urls[0],
            "TURNUP_GATEWAY_URL": urls[1],
            "TURNUP_STATE_DIR": str(tmp_path / "simulator"),
            "TURNUP_FAILPOINT_DIR": str(tmp_path / "failpoints"),
            "TURNUP_WEBHOOK_SECRET": "a-webhook-secret-for-tests-only-0123",
            "TURNUP_TEMPORAL_ADDRESS": f"127.0.0.1:{_free_port()}",
        },
        failpoints=tmp_path / "failpoints",
        ports=ports,
        client=PaymentsClient(http, urls[0], SYSTEM),
        running={},
    )
    try:
        for module in modules:
            await made.start(module)
        yield made
    finally:
        await http.close()
        for process in made.running.values():
            process.terminate()
            await asyncio.to_thread(process.wait, 20)


async def test_killed_at_every_step_around_the_charge_there_is_one_capture(
    processes: Processes,
) -> None:
    order = payment_order()
    for failpoint in ("payments.before_charge", "payments.checkout_opened"):
        processes.arm(failpoint)
        with pytest.raises(ServiceIsUnavailable):
            await processes.client.open_payment(order)
        await processes.restart_once_killed()
    intent = await processes.client.open_payment(order)
    assert intent.state == "open"
    assert intent.page_url is not None

    processes.arm("payments.capture_committed")
    path = "/pay/" + intent.page_url.rpartition("/")[2]
    await processes.ask_simulator("POST", path, card="success")
    await processes.restart_once_killed()

    async def captured() -> PaymentIntentView | None:
        now = await processes.client.look_up(order.order_id, 1)
        return now if now.state == "captured" else None

    await eventually(captured)
    book = BookView.model_validate_json((await processes.ask_simulator("GET", "/v1/book")).content)
    assert [charge.amount_minor for charge in book.charges] == [3_100]
    [payment] = (await processes.client.payments(order_id=order.order_id)).items
    assert payment.intent_id == intent.id
    account = await processes.client.account(order.party.customer_id)
    assert [entry.kind for entry in account.entries] == ["payment", "invoice"]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
