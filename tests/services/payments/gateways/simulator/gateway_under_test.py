"""The simulator for the conformance suite, in one process with its adapter."""

import contextlib
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import AbstractContextManager, asynccontextmanager
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

import httpx2 as httpx
from fastapi import FastAPI
from pydantic import SecretStr

from chassis.database import Database
from services.payments.domain.collecting.intents import GatewayPayment
from services.payments.gateways.port import Gateway
from services.payments.gateways.registry import GatewaySetup, build_gateway
from simulator.app import build_simulator
from simulator.settings import SimulatorSettings
from simulator.signing import HEADER, sign_webhook
from tests.moved_clock import MovedClock
from tests.patience import eventually
from tests.services.payments.gateways.asking import checkout, id_of
from tests.services.payments.gateways.gateway_under_test import GatewayUnderTest, Secret

URL = "http://gateway.test"
API_KEY = "an-api-key-not-a-secret-0123456789"
SECRETS: dict[Secret, str] = {
    "current": "a-webhook-key-not-a-secret-0123456",
    "previous": "the-one-before-not-a-secret-0123456",
    "foreign": "the-one-of-others-not-a-secret-01234",
}
LONGER_THAN_KEYS_LAST = timedelta(hours=1)
NOWHERE = Database("postgresql+psycopg://nobody@127.0.0.1:1/none", "none")


class Weather(httpx.AsyncBaseTransport):
    """The way to the simulator."""

    def __init__(self, app: FastAPI) -> None:
        self._way = httpx.ASGITransport(app=app)
        self._is: Literal["fair", "away", "losing answers"] = "fair"

    @contextlib.contextmanager
    def turn(self, to: Literal["away", "losing answers"]) -> Iterator[None]:
        self._is = to
        try:
            yield
        finally:
            self._is = "fair"

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        if self._is == "away":
            raise httpx.ConnectError("away", request=request)
        answer = await self._way.handle_async_request(request)
        if self._is == "losing answers":
            raise httpx.ReadTimeout("lost", request=request)
        return answer


class Letterbox(httpx.AsyncBaseTransport):
    """Where the simulator's webhooks arrive."""

    def __init__(self) -> None:
        self.bodies: list[bytes] = []

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self.bodies.append(await request.aread())
        return httpx.Response(200, json={"status": "kept"})


class SimulatorUnderTest(GatewayUnderTest):
    def __init__(
        self,
        gateway: Gateway,
        weather: Weather,
        letterbox: Letterbox,
        clock: MovedClock,
        browser: httpx.AsyncClient,
    ) -> None:
        self.gateway = gateway
        self._weather = weather
        self._letterbox = letterbox
        self._clock = clock
        self._browser = browser

    async def pay(self, payment: GatewayPayment) -> None:
        await self._press(payment, "success")

    async def decline(self, payment: GatewayPayment) -> None:
        await self._press(payment, "decline")

    async def pay_slowly(self, payment: GatewayPayment) -> None:
        await self._press(payment, "pending_then_success")

    async def settle(self, payment: GatewayPayment) -> None:
        answer = await self._browser.post(f"/v1/checkouts/{id_of(payment)}/settle")
        answer.raise_for_status()

    async def forget_keys(self) -> None:
        self._clock.ahead = LONGER_THAN_KEYS_LAST
        # It forgets old keys when it learns a new one.
        await self.gateway.open_checkout(checkout(self))
        self._clock.ahead = timedelta(0)

    async def link(self, page_url: str, *, is_another: bool = False) -> None:
        card = "mastercard" if is_another else "success"
        answer = await self._browser.post(page_url, json={"card": card})
        answer.raise_for_status()

    def away(self) -> AbstractContextManager[None]:
        return self._weather.turn("away")

    def losing_answers(self) -> AbstractContextManager[None]:
        return self._weather.turn("losing answers")

    async def webhooks(self, payment: GatewayPayment) -> Sequence[bytes]:
        async def arrived() -> list[bytes] | None:
            about = id_of(payment).encode()
            return [body for body in self._letterbox.bodies if about in body] or None

        return await eventually(arrived)

    def sign(self, body: bytes, at_seconds: int, secret: Secret) -> dict[str, str]:
        return {HEADER: sign_webhook(SECRETS[secret], body, at_seconds)}

    async def _press(self, payment: GatewayPayment, card: str) -> None:
        answer = await self._browser.post(f"/pay/{id_of(payment)}", json={"card": card})
        answer.raise_for_status()


@asynccontextmanager
async def simulator_under_test() -> AsyncIterator[SimulatorUnderTest]:
    letterbox, clock = Letterbox(), MovedClock()
    with TemporaryDirectory() as folder:
        settings = SimulatorSettings(
            profile="test",
            state_dir=Path(folder),
            webhook_secret=SecretStr(SECRETS["current"]),
            gateway_api_key=SecretStr(API_KEY),
            settle_seconds=3_600,
        )
        app = build_simulator(settings, letterbox, clock)
        weather = Weather(app)
        options = {
            "url": URL,
            "api_key": API_KEY,
            "webhook_secrets": [SECRETS["current"], SECRETS["previous"]],
        }
        gateway = build_gateway("simulator", GatewaySetup("test", options, NOWHERE, weather))
        async with (
            app.router.lifespan_context(app),
            httpx.AsyncClient(
                transport=httpx.ASGITransport(app=app),
                base_url=URL,
                headers={"Authorization": f"Bearer {API_KEY}"},
            ) as browser,
        ):
            yield SimulatorUnderTest(gateway, weather, letterbox, clock, browser)
            await gateway.close()
