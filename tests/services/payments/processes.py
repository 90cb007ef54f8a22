"""Payments and the simulator as processes of their own, which a test may kill."""

import asyncio
import json
import os
import subprocess
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx2 as httpx
from pydantic import SecretStr

from clients.system.payments import SystemPayments
from simulator.messages import BookView, Charge, RefundMade
from stack.ports import free_port, random_ports
from tests.callers import PortalAndWorker
from tests.patience import eventually
from tests.services.payments.world import SYSTEM

SIMULATOR = "simulator"
PAYMENTS = "payments"
KILLED = -9
API_KEY = "a-gateway-key-not-a-secret-0123456"
WEBHOOK_SECRET = "a-webhook-key-not-a-secret-0123456"


@dataclass
class Processes:
    """By name; each comes back on its own port. Of several payments services the gateway tells the
    first, and all work on one database."""

    environment: dict[str, str]
    folder: Path
    modules: dict[str, str]
    ports: dict[str, int]
    clients: list[SystemPayments]
    http: httpx.AsyncClient
    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    @property
    def client(self) -> SystemPayments:
        return self.clients[0]

    async def start(self, name: str) -> None:
        port = self.ports[name]
        environment = {**self.environment, "TURNUP_PORT": str(port)}
        command = [sys.executable, "-m", self.modules[name]]
        with (self.folder / f"{name}.log").open("ab") as log:
            self.running[name] = subprocess.Popen(  # noqa: ASYNC220 - forks at once
                command, env=environment, stdout=log, stderr=log
            )

        async def ready() -> bool | None:
            ended = self.running[name].poll()
            assert ended in (None, KILLED), "it ended instead of becoming ready"
            if ended == KILLED:
                return True  # at the next failpoint, before anybody could ask it
            try:
                answer = await self.http.get(f"http://127.0.0.1:{port}/readyz")
            except httpx.TransportError:
                return None
            return True if answer.status_code == 200 else None

        await eventually(ready)

    def arm(self, failpoint: str) -> None:
        (self.folder / "failpoints" / failpoint).touch()

    async def restart_once_killed(self, name: str = PAYMENTS) -> None:
        assert await asyncio.to_thread(self.running[name].wait, 20) == KILLED
        await self.start(name)

    async def kill(self, name: str) -> None:
        """kill -9 in the middle of whatever it does, and start it again."""
        self.running[name].kill()
        await self.restart_once_killed(name)

    async def pay(self, page_url: str, card: str = "success") -> str:
        """At the hosted page; the checkout's state afterwards."""
        answer = await self.http.post(page_url, json={"card": card})
        assert answer.status_code == 200, answer.text
        return str(answer.json()["state"])

    async def ask_simulator(self, method: str, path: str, **more: str) -> httpx.Response:
        """As a merchant's server."""
        url = f"http://127.0.0.1:{self.ports[SIMULATOR]}{path}"
        headers = {"Authorization": f"Bearer {API_KEY}"}
        return await self.http.request(method, url, params=more or None, headers=headers)

    async def book(self) -> tuple[list[Charge], list[RefundMade]]:
        """All that the gateway captured and gave back."""
        charges: list[Charge] = []
        refunds: list[RefundMade] = []
        more: dict[str, str] = {}
        while True:
            answer = await self.ask_simulator("GET", "/v1/book", **more)
            page = BookView.model_validate_json(answer.content)
            charges += page.charges
            refunds += page.refunds
            if page.next_cursor is None:
                return charges, refunds
            more = {"cursor": page.next_cursor}


@asynccontextmanager
async def processes_in(
    folder: Path,
    database_url: str,
    token_keys: dict[str, SecretStr],
    *,
    payments_module: str = "services.payments",
    instances: int = 1,
    environment: Mapping[str, str] | None = None,
) -> AsyncIterator[Processes]:
    """All running, until the end; their logs are in the folder."""
    payments = [PAYMENTS, *(f"{PAYMENTS}-{n}" for n in range(2, instances + 1))]
    modules = dict.fromkeys(payments, payments_module)
    modules[SIMULATOR] = "simulator"
    ports = random_ports(list(modules))
    urls = {name: f"http://127.0.0.1:{port}" for name, port in ports.items()}
    keys = {kid: key.get_secret_value() for kid, key in token_keys.items()}
    (folder / "failpoints").mkdir()
    client = PortalAndWorker(token_keys)
    async with httpx.AsyncClient(trust_env=False, timeout=30) as http:
        made = Processes(
            environment={
                **os.environ,
                "TURNUP_PROFILE": "test",
                "TURNUP_DATABASE_URL": database_url,
                "TURNUP_TOKEN_KEYS": json.dumps(keys),
                "TURNUP_PAYMENTS_URL": urls[PAYMENTS],
                "TURNUP_GATEWAY_OPTIONS__SIMULATOR__URL": urls[SIMULATOR],
                "TURNUP_GATEWAY_OPTIONS__SIMULATOR__API_KEY": API_KEY,
                "TURNUP_GATEWAY_OPTIONS__SIMULATOR__WEBHOOK_SECRETS": WEBHOOK_SECRET,
                "TURNUP_GATEWAY_API_KEY": API_KEY,
                "TURNUP_WEBHOOK_SECRET": WEBHOOK_SECRET,
                "TURNUP_STATE_DIR": str(folder / "simulator"),
                # What a process took with it when it died is delivered by the next one, soon.
                "TURNUP_OUTBOX_LEASE_SECONDS": "3",
                "TURNUP_FAILPOINT_DIR": str(folder / "failpoints"),
                "TURNUP_TEMPORAL_ADDRESS": f"127.0.0.1:{free_port()}",
                **(environment or {}),
            },
            folder=folder,
            modules=modules,
            ports=ports,
            clients=[SystemPayments(client, urls[name], SYSTEM) for name in payments],
            http=http,
        )
        try:
            for name in modules:
                await made.start(name)
            yield made
        finally:
            await client.close()
            for process in made.running.values():
                process.terminate()
                await asyncio.to_thread(process.wait, 20)
