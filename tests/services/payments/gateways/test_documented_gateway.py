"""The gateway that docs/gateways.md shows how to add: found by its entry point, and held to the
conformance suite like any other. Also an example of how to run the suite for a gateway."""

import json
import sys
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx2 as httpx
import pytest

from services.payments.app import build_app
from services.payments.domain.collecting.intents import GatewayPayment
from services.payments.gateways.registry import GatewaySetup, build_gateway
from services.payments.settings import PaymentsSettings
from simulator.signing import sign_webhook
from tests.docs.pages import ROOT, Page
from tests.services.payments.gateways.asking import id_of
from tests.services.payments.gateways.conformance import *  # noqa: F403
from tests.services.payments.gateways.gateway_under_test import (
    CustomerIsTurnedAway,
    GatewayUnderTest,
    Secret,
)
from tests.services.payments.gateways.stripe.gateway_under_test import NOWHERE

SECRETS: dict[Secret, str] = {"current": "acme-1", "previous": "acme-0", "foreign": "another"}


class Acme(httpx.AsyncBaseTransport):
    """Acme's server, and the way to it."""

    def __init__(self) -> None:
        self.payments: dict[str, dict[str, Any]] = {}
        self.keys: dict[str, str] = {}
        self.events: list[bytes] = []
        self.weather = "fair"

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        if self.weather == "away":
            raise httpx.ConnectError("away", request=request)
        answer = self._answer(request, await request.aread())
        if self.weather == "losing answers":
            raise httpx.ReadTimeout("lost", request=request)
        return answer

    def _answer(self, request: httpx.Request, body: bytes) -> httpx.Response:
        if request.method == "POST":
            made = self._open(request.headers["idempotency-key"], json.loads(body))
            return httpx.Response(200, json=made) if made else httpx.Response(409, json={})
        folder, _, name = request.url.path.strip("/").partition("/")
        wanted = {"payments": "id", "references": "reference"}[folder]
        found = [one for one in self.payments.values() if one[wanted] == name]
        return httpx.Response(200, json=found[0]) if found else httpx.Response(404, json={})

    def _open(self, key: str, wanted: dict[str, Any]) -> dict[str, Any] | None:
        if key in self.keys:
            known = self.payments[self.keys[key]]
            return known if known["amount_minor"] == wanted["amount_minor"] else None
        payment_id = f"acme_{len(self.payments)}"
        self.keys[key] = payment_id
        page = {"page_url": f"https://acme.example/{payment_id}", "status": "open"}
        self.payments[payment_id] = {"id": payment_id, **page, **wanted}
        return self.payments[payment_id]


class AcmeUnderTest(GatewayUnderTest):
    settles_later = False

    def __init__(self) -> None:
        self.acme = Acme()
        options = {"api_key": "a", "webhook_secrets": [SECRETS["current"], SECRETS["previous"]]}
        self.gateway = build_gateway("acme", GatewaySetup("test", options, NOWHERE, self.acme))

    async def pay(self, payment: GatewayPayment) -> None:
        self._settle(payment, "captured")

    async def decline(self, payment: GatewayPayment) -> None:
        self._settle(payment, "failed")

    async def forget_keys(self) -> None:
        self.acme.keys.clear()

    @contextmanager
    def away(self) -> Iterator[None]:
        self.acme.weather = "away"
        yield
        self.acme.weather = "fair"

    @contextmanager
    def losing_answers(self) -> Iterator[None]:
        self.acme.weather = "losing answers"
        yield
        self.acme.weather = "fair"

    async def webhooks(self, payment: GatewayPayment) -> Sequence[bytes]:
        about = f'"{id_of(payment)}"'.encode()
        return [body for body in self.acme.events if about in body]

    def sign(self, body: bytes, at_seconds: int, secret: Secret) -> dict[str, str]:
        return {"acme-signature": sign_webhook(SECRETS[secret], body, at_seconds)}

    def _settle(self, payment: GatewayPayment, status: str) -> None:
        known = self.acme.payments[id_of(payment)]
        if known["status"] != "open":
            raise CustomerIsTurnedAway
        known["status"] = status
        if status == "captured":
            known |= {"paid_minor": known["amount_minor"], "paid_at": datetime.now(UTC).isoformat()}
        event = {"id": f"evt_{len(self.acme.events)}", "payment": known["id"]}
        self.acme.events.append(json.dumps(event | {"reference": known["reference"]}).encode())


@pytest.fixture(scope="module")
async def gateway_under_test(
    tmp_path_factory: pytest.TempPathFactory,
) -> AsyncIterator[GatewayUnderTest]:
    folder = tmp_path_factory.mktemp("packages")
    _install(folder)
    sys.path.append(str(folder))
    under_test = AcmeUnderTest()
    yield under_test
    await under_test.gateway.close()
    sys.path.remove(str(folder))
    del sys.modules["acme_turnup"], sys.modules["acme_turnup.adapter"]


def test_its_folder_and_one_entry_point_are_all_that_the_service_needs(
    gateway_under_test: GatewayUnderTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TURNUP_GATEWAYS", "acme")
    monkeypatch.setenv("TURNUP_GATEWAY_OPTIONS__ACME__API_KEY", "a")
    monkeypatch.setenv("TURNUP_GATEWAY_OPTIONS__ACME__WEBHOOK_SECRETS", "acme-1, acme-0")
    app = build_app(PaymentsSettings(profile="test", migrate_on_start=False))
    taking = app.state.context.gateways.default
    assert (taking.name, type(taking)) == ("acme", type(gateway_under_test.gateway))


def _install(folder: Path) -> None:
    """As pip leaves a package behind."""
    [code] = Page(ROOT / "docs" / "gateways.md").blocks("python")
    package = folder / "acme_turnup"
    package.mkdir()
    (package / "__init__.py").touch()
    (package / "adapter.py").write_text(code)
    about = folder / "acme_turnup-1.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: acme-turnup\nVersion: 1\n")
    (about / "entry_points.txt").write_text("[turnup.gateways]\nacme = acme_turnup.adapter:build\n")
