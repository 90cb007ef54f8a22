"""The payments service with Stripe as its gateway: from the order to the paid invoice and back."""

import time
from collections.abc import AsyncIterator, Callable

import httpx2 as httpx
import pytest
from pydantic import SecretStr
from sqlalchemy import update

from clients.system.payments import SystemPayments
from contracts.payments import ClosePayment, PaymentIntentView
from contracts.refunds import RefundView
from services.payments.app import build_app
from services.payments.context import Context
from services.payments.domain.refunding.refunds import Refund
from services.payments.repository.refunding.refunds import known_refund
from services.payments.settings import PaymentsSettings
from services.payments.tables.refunding import refunds
from services.payments.use_cases.refunding.make_refund import make_refund
from services.payments.use_cases.refunding.take_back_refund import look_at_made_refund
from tests.callers import PortalAndWorker
from tests.patience import eventually
from tests.services.payments.gateways.asking import id_of
from tests.services.payments.gateways.stripe.account import Object
from tests.services.payments.gateways.stripe.gateway_under_test import (
    SECRETS,
    StripeUnderTest,
    signature,
    stripe_under_test,
)
from tests.services.payments.gateways.stripe.server import API_KEY
from tests.services.payments.world import SYSTEM, HeardSignals, RaisedFlags, payment_order

pytestmark = pytest.mark.engines
URL = "http://payments.test"


class Shop:
    """The service, the account behind it, and the post between them."""

    def __init__(
        self,
        client: SystemPayments,
        raw: httpx.AsyncClient,
        under_test: StripeUnderTest,
        context: Context,
        flags: dict[str, list[str]],
    ) -> None:
        self.client = client
        self.context = context
        self.flags = flags
        self.under_test = under_test
        self._raw = raw

    async def post_webhooks(self) -> list[int]:
        """All that Stripe has to tell by now, newest first, as order is not promised."""
        answers = []
        while self.under_test.account.events:
            body = self.under_test.account.events.pop()
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

    async def has_worked_on_all_events(self) -> bool | None:
        async with self.context.database.autocommit() as connection:
            left = await connection.exec_driver_sql(
                "SELECT count(*) FROM webhook_inbox WHERE processed_at IS NULL"
            )
            return left.scalar_one() == 0 or None

    async def refund_is(self, order_id: str, state: str) -> RefundView:
        async def is_there() -> RefundView | None:
            found = (await self.client.refunds(order_id=order_id)).items
            return next((refund for refund in found if refund.state == state), None)

        return await eventually(is_there)

    async def refund_row(self, refund_id: str) -> Refund:
        async with self.context.database.autocommit() as connection:
            return await known_refund(connection, refund_id)

    async def say_of_refund(self, refund_id: str, **values: str | None) -> None:
        async with self.context.database.autocommit() as connection:
            mine = update(refunds).where(refunds.c.id == refund_id)
            await connection.execute(mine.values(**values))

    async def is_flagged(self, order_id: str, word: str) -> bool | None:
        return any(word in reason for reason in self.flags.get(order_id, [])) or None

    def session_of(self, intent: PaymentIntentView) -> str:
        sessions = self.under_test.account.all("checkout.session")
        [found] = [one["id"] for one in sessions if one["client_reference_id"] == intent.id]
        return str(found)


@pytest.fixture
async def shop(
    new_database: Callable[[str], str], token_keys: dict[str, SecretStr]
) -> AsyncIterator[Shop]:
    async with stripe_under_test() as under_test:
        settings = PaymentsSettings(
            profile="test",
            database_url=new_database("stripe"),
            token_keys=token_keys,
            gateways=("stripe",),
            gateway_options={
                "stripe": {
                    "api_key": API_KEY,
                    "webhook_secrets": SECRETS["current"],
                    "api_base": under_test.wire.url,
                }
            },
        )
        flags = RaisedFlags()
        signals = HeardSignals()
        app = build_app(settings, signals=signals, order_flags=flags)
        transport = httpx.ASGITransport(app=app)
        async with (
            app.router.lifespan_context(app),
            httpx.AsyncClient(transport=transport, base_url=URL) as raw,
        ):
            http = PortalAndWorker(token_keys, transport=transport)
            client = signals.payments = SystemPayments(http, URL, SYSTEM)
            yield Shop(client, raw, under_test, app.state.context, flags.raised)
            signals.close()
            await http.close()


async def test_an_order_is_paid_at_stripe_and_its_invoice_with_it(shop: Shop) -> None:
    intent = await shop.client.open_payment(payment_order())
    assert intent.page_url is not None
    assert intent.page_url.startswith(shop.under_test.server.url)
    shop.under_test.account.pay(shop.session_of(intent))
    assert set(await shop.post_webhooks()) == {200}
    paid = await shop.settled(intent, "captured")
    invoice = await shop.client.invoice(paid.invoice_id)
    assert (invoice.state, invoice.paid_minor) == ("paid", intent.amount_minor)
    await eventually(shop.has_worked_on_all_events)


async def test_a_payment_that_comes_after_the_order_was_closed_goes_back(shop: Shop) -> None:
    order = payment_order()
    intent = await shop.client.open_payment(order)
    shop.under_test.account.pay_by_debit(shop.session_of(intent))
    await shop.client.close_payment(ClosePayment(order_id=order.order_id))
    shop.under_test.account.settle(shop.session_of(intent))
    assert set(await shop.post_webhooks()) == {200}

    async def given_back() -> list[Object] | None:
        return shop.under_test.account.all("refund") or None

    [refund] = await eventually(given_back)
    assert refund["amount"] == intent.amount_minor
    await eventually(shop.has_worked_on_all_events)


async def test_a_refund_that_stripe_knows_nothing_of_for_a_while_is_not_made_again(
    shop: Shop,
) -> None:
    """As with the key of another account: whether the refund exists is then unknown."""
    order = payment_order()
    intent = await shop.client.open_payment(order)
    shop.under_test.account.pay_by_debit(shop.session_of(intent))
    await shop.client.close_payment(ClosePayment(order_id=order.order_id))
    shop.under_test.account.settle(shop.session_of(intent))
    await shop.post_webhooks()
    refund = await shop.refund_is(order.order_id, "succeeded")
    elsewhere = {"gateway_refund_id": "re_of_another_account", "settled_at": None}
    await shop.say_of_refund(refund.id, state="pending", **elsewhere)

    assert (await make_refund(shop.context, refund.id, 0)).outcome == "unclear"

    kept = await shop.refund_row(refund.id)
    assert (kept.state, kept.tries) == ("pending", 0)
    assert kept.gateway_refund_id == "re_of_another_account"
    assert len(shop.under_test.account.all("refund")) == 1
    await eventually(lambda: shop.is_flagged(order.order_id, "unclear"))


async def test_a_refund_that_comes_back_after_it_succeeded_is_owed_again(shop: Shop) -> None:
    order = payment_order()
    intent = await shop.client.open_payment(order)
    shop.under_test.account.pay_by_debit(shop.session_of(intent))
    await shop.client.close_payment(ClosePayment(order_id=order.order_id))
    shop.under_test.account.settle(shop.session_of(intent))
    await shop.post_webhooks()
    refund = await shop.refund_is(order.order_id, "succeeded")
    [made] = shop.under_test.account.all("refund")
    made["status"], made["failure_reason"] = "failed", "lost_or_stolen_card"

    await look_at_made_refund(shop.context, refund.id)

    failed = await shop.refund_is(order.order_id, "failed")
    assert failed.failure
    assert "lost or stolen card" in failed.failure.text
    await eventually(lambda: shop.is_flagged(order.order_id, "came back"))


async def test_events_of_other_systems_are_answered_and_forgotten(shop: Shop) -> None:
    price = {"unit_amount": "999", "currency": "eur"}
    theirs = shop.under_test.account.create_session(
        {
            "mode": "payment",
            "line_items": {"0": {"price_data": price}},
            "success_url": "https://other.example/",
        }
    )
    shop.under_test.account.pay(theirs["id"])
    assert set(await shop.post_webhooks()) == {200}
    assert id_of(await shop.under_test.gateway.read_payment(theirs["id"])) == theirs["id"]
