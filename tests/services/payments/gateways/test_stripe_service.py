"""The payments service with Stripe as its gateway: from the order to the paid invoice and back."""

import time
from collections.abc import AsyncIterator, Callable

import httpx2 as httpx
import pytest
from pydantic import SecretStr

from clients.http import HttpClient
from clients.payments import PaymentsClient
from contracts.payments import ClosePayment, PaymentIntentView
from services.payments.app import build_app
from services.payments.settings import PaymentsSettings
from tests.services.payments.gateways.asking import id_of
from tests.services.payments.gateways.stripe_account import Object
from tests.services.payments.gateways.stripe_bench import (
    SECRETS,
    StripeUnderTest,
    signature,
    stripe_under_test,
)
from tests.services.payments.gateways.stripe_server import API_KEY
from tests.services.payments.world import (
    SYSTEM,
    HeardSignals,
    RaisedFlags,
    eventually,
    payment_order,
)

pytestmark = pytest.mark.engines
URL = "http://payments.test"


class Shop:
    """The service, the account behind it, and the post between them."""

    def __init__(self, client: PaymentsClient, raw: httpx.AsyncClient, bench: StripeUnderTest):
        self.client = client
        self.bench = bench
        self._raw = raw

    async def post_webhooks(self) -> list[int]:
        """All that Stripe has to tell by now, newest first, as order is not promised."""
        answers = []
        while self.bench.account.events:
            body = self.bench.account.events.pop()
            header = signature(SECRETS["current"], body, int(time.time()))
            answer = await self._raw.post(
                "/v1/webhooks/stripe", content=body, headers={"Stripe-Signature": header}
            )
            answers.append(answer.status_code)
        return answers

    async def settled(self, intent: PaymentIntentView, state: str) -> PaymentIntentView:
        async def is_there() -> PaymentIntentView | None:
            now = await self.client.intent(intent.id)
            return now if now.state == state else None

        return await eventually(is_there)

    def session_of(self, intent: PaymentIntentView) -> str:
        sessions = self.bench.account.all("checkout.session")
        [found] = [one["id"] for one in sessions if one["client_reference_id"] == intent.id]
        return str(found)


@pytest.fixture
async def shop(
    new_database: Callable[[str], str], token_keys: dict[str, SecretStr]
) -> AsyncIterator[Shop]:
    async with stripe_under_test() as bench:
        settings = PaymentsSettings(
            profile="test",
            database_url=new_database("stripe"),
            token_keys=token_keys,
            gateways=("stripe",),
            gateway_options={
                "stripe": {
                    "api_key": API_KEY,
                    "webhook_secrets": SECRETS["current"],
                    "api_base": bench.wire.url,
                }
            },
        )
        app = build_app(settings, signals=HeardSignals(), order_flags=RaisedFlags())
        transport = httpx.ASGITransport(app=app)
        async with (
            app.router.lifespan_context(app),
            httpx.AsyncClient(transport=transport, base_url=URL) as raw,
        ):
            http = HttpClient("worker", token_keys, transport=transport)
            yield Shop(PaymentsClient(http, URL, SYSTEM), raw, bench)
            await http.close()


async def test_an_order_is_paid_at_stripe_and_its_invoice_with_it(shop: Shop) -> None:
    intent = await shop.client.open_payment(payment_order())
    assert intent.page_url is not None
    assert intent.page_url.startswith(shop.bench.server.url)
    shop.bench.account.pay(shop.session_of(intent))
    assert set(await shop.post_webhooks()) == {200}
    paid = await shop.settled(intent, "captured")
    invoice = await shop.client.invoice(paid.invoice_id)
    assert (invoice.state, invoice.paid_minor) == ("paid", intent.amount_minor)


async def test_a_payment_that_comes_after_the_order_was_closed_goes_back(shop: Shop) -> None:
    order = payment_order()
    intent = await shop.client.open_payment(order)
    shop.bench.account.pay_by_debit(shop.session_of(intent))
    await shop.client.close_payment(ClosePayment(order_id=order.order_id, reason="Cancelled."))
    shop.bench.account.settle(shop.session_of(intent))
    assert set(await shop.post_webhooks()) == {200}

    async def given_back() -> list[Object] | None:
        return shop.bench.account.all("refund") or None

    [refund] = await eventually(given_back)
    assert refund["amount"] == intent.amount_minor


async def test_events_of_other_systems_are_answered_and_forgotten(shop: Shop) -> None:
    price = {"unit_amount": "999", "currency": "eur"}
    theirs = shop.bench.account.create_session(
        {
            "mode": "payment",
            "line_items": {"0": {"price_data": price}},
            "success_url": "https://other.example/",
        }
    )
    shop.bench.account.pay(theirs["id"])
    assert set(await shop.post_webhooks()) == {200}
    assert id_of(await shop.bench.gateway.read_payment(theirs["id"])) == theirs["id"]
