"""The simulator by itself, with its adapter on one side and a receiver of webhooks on the other."""

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from secrets import token_hex
from typing import Any

import httpx2 as httpx
from fastapi import FastAPI, Request, Response
from pydantic import SecretStr

from chassis.ids import new_id
from contracts.payments import WebhookIsForged
from services.payments.domain.collecting.intents import GatewayEvent, GatewayPayment
from services.payments.gateways.http import GatewayHttp
from services.payments.gateways.port import Checkout, Gateway, RefundOrder
from services.payments.gateways.simulator.adapter import SimulatorGateway
from services.payments.gateways.simulator.options import SimulatorOptions
from simulator.api.faults import FaultsView
from simulator.app import build_simulator
from simulator.faults import FaultScript
from simulator.settings import LOCAL_API_KEY, SimulatorSettings
from tests.moved_clock import MovedClock
from tests.patience import eventually

SECRET = token_hex(32)
URL = "http://gateway.test"
KNOWN = {"Authorization": f"Bearer {LOCAL_API_KEY}"}


@dataclass
class Receiver:
    """Takes webhooks as payments does, and remembers them in the order of their coming."""

    gateway: Gateway | None = None
    taken: list[GatewayEvent] = field(default_factory=list)
    types: list[str] = field(default_factory=list)
    forged: int = 0
    accepts_everything: bool = False

    async def take(self, request: Request) -> Response:
        assert self.gateway is not None
        body = await request.body()
        try:
            event = self.gateway.read_event(request.headers, body, int(time.time()))
        except WebhookIsForged:
            self.forged += 1
            return Response(status_code=200 if self.accepts_everything else 400)
        self.taken.append(event)
        self.types.append((await request.json())["type"])
        return Response(status_code=204)


@dataclass
class Simulated:
    gateway: Gateway
    client: httpx.AsyncClient
    transport: httpx.AsyncBaseTransport
    clock: MovedClock
    receiver: Receiver

    async def open(self, key: str | None = None, **more: Any) -> GatewayPayment:
        return await self.gateway.open_checkout(checkout(key, **more))

    async def pay(self, opened: GatewayPayment, card: str = "success") -> httpx.Response:
        assert opened.page_url is not None
        return await self.client.post(opened.page_url, json={"card": card})

    async def paid(self, card: str = "success") -> GatewayPayment:
        opened = await self.open()
        await self.pay(opened, card)
        return await self.read(opened)

    async def read(self, opened: GatewayPayment) -> GatewayPayment:
        assert opened.payment_id is not None
        return await self.gateway.read_payment(opened.payment_id)

    async def follow(self, script: FaultScript) -> None:
        answer = await self.client.put("/v1/faults", json=script.model_dump())
        assert answer.status_code == 200, answer.text

    async def faults(self) -> FaultsView:
        return FaultsView.model_validate_json((await self.client.get("/v1/faults")).content)

    async def link(self, customer_id: str, card: str) -> str:
        """The id of the method."""
        page = await self.gateway.link_page(customer_id, None)
        answer = await self.client.post(page, json={"card": card})
        assert answer.status_code == 200, answer.text
        return str(answer.json()["items"][-1]["id"])

    async def heard(self, count: int) -> list[str]:
        """The types of the webhooks, once there are as many."""

        async def are_there() -> list[str] | None:
            return self.receiver.types if len(self.receiver.types) >= count else None

        return await eventually(are_there)


def checkout(key: str | None = None, **more: Any) -> Checkout:
    key = key or new_id("key")
    usual: dict[str, Any] = {
        "key": key,
        "reference": f"pi/{key}",
        "customer_id": "cus_1",
        "amount_minor": 3_100,
        "currency": "EUR",
        "description": "Order 1",
    }
    return Checkout(**(usual | more))


def refund_order(
    paid: GatewayPayment, key: str = "refund/1/1", amount_minor: int = 3_100
) -> RefundOrder:
    assert paid.payment_id is not None
    return RefundOrder(key, paid.payment_id, amount_minor, "EUR")


@asynccontextmanager
async def simulated(folder: Path, **settings: Any) -> AsyncIterator[Simulated]:
    """A simulator on this folder; the same folder brings its book back."""
    receiver, clock = Receiver(), MovedClock()
    listener = FastAPI()
    listener.add_route("/v1/webhooks/simulator", receiver.take, methods=["POST"])
    usual: dict[str, Any] = {
        "profile": "test",
        "state_dir": folder,
        "settle_seconds": 3_600,
        "webhook_secret": SecretStr(SECRET),
    }
    app = build_simulator(
        SimulatorSettings(**(usual | settings)), httpx.ASGITransport(app=listener), clock
    )
    transport = httpx.ASGITransport(app=app)
    options = SimulatorOptions(url=URL, webhook_secrets=(SecretStr(SECRET),))
    gateway = SimulatorGateway(GatewayHttp(URL, transport, KNOWN), options)
    receiver.gateway = gateway
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=transport, base_url=URL, headers=KNOWN) as client,
    ):
        yield Simulated(gateway, client, transport, clock, receiver)
    await gateway.close()
