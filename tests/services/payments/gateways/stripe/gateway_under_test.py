"""Stripe for the conformance suite: the real package over real HTTP against a local server."""

import hashlib
import hmac
from collections.abc import AsyncIterator, Sequence
from contextlib import AbstractContextManager, asynccontextmanager
from typing import Any

from chassis.database import Database
from services.payments.domain.collecting.intents import GatewayPayment
from services.payments.gateways.port import Gateway
from services.payments.gateways.registry import GatewaySetup, build_gateway
from tests.services.payments.gateways.asking import id_of
from tests.services.payments.gateways.gateway_under_test import (
    CustomerIsTurnedAway,
    GatewayUnderTest,
    Secret,
)
from tests.services.payments.gateways.stripe.account import StripeAccount, StripeRefusal
from tests.services.payments.gateways.stripe.server import API_KEY, StripeServer, running
from tests.services.payments.gateways.wire import Wire

SECRETS: dict[Secret, str] = {
    "current": "whsec_the_one_in_use_for_tests_only",
    "previous": "whsec_the_one_before_for_tests_only",
    "foreign": "whsec_of_somebody_else",
}
NOWHERE = Database("postgresql+psycopg://nobody@127.0.0.1:1/none", "none")
"""Stripe's adapter keeps nothing."""


class StripeUnderTest(GatewayUnderTest):
    """The account is at hand, as customers and the bank act in it."""

    def __init__(self, gateway: Gateway, server: StripeServer, wire: Wire) -> None:
        self.gateway = gateway
        self.server = server
        self.account = server.account
        self.wire = wire

    async def pay(self, payment: GatewayPayment) -> None:
        try:
            self.account.pay(id_of(payment))
        except StripeRefusal as refusal:
            raise CustomerIsTurnedAway(refusal.message) from refusal

    async def decline(self, payment: GatewayPayment) -> None:
        self.account.decline(id_of(payment))

    async def pay_slowly(self, payment: GatewayPayment) -> None:
        self.account.pay_by_debit(id_of(payment))

    async def settle(self, payment: GatewayPayment) -> None:
        self.account.settle(id_of(payment))

    async def forget_keys(self) -> None:
        self.server.forget_keys()

    async def link(self, page_url: str, *, is_another: bool = False) -> None:
        last4 = "4444" if is_another else "4242"
        self.account.link_card(page_url.rpartition("/")[2], last4)

    def away(self) -> AbstractContextManager[None]:
        return self.wire.weather("refuses")

    def losing_answers(self) -> AbstractContextManager[None]:
        return self.wire.weather("loses answers")

    async def webhooks(self, payment: GatewayPayment) -> Sequence[bytes]:
        session = self.account.get(id_of(payment), "checkout.session")
        ids = [session["id"], session["payment_intent"] or session["id"]]
        return [body for body in self.account.events if any(one.encode() in body for one in ids)]

    def sign(self, body: bytes, at_seconds: int, secret: Secret) -> dict[str, str]:
        return {"stripe-signature": signature(SECRETS[secret], body, at_seconds)}


def signature(secret: str, body: bytes, at_seconds: int) -> str:
    """As Stripe's manual describes it, with the older scheme beside it as Stripe sends it."""
    signed = str(at_seconds).encode() + b"." + body
    digest = hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()
    return f"t={at_seconds},v1={digest},v0={'0' * 64}"


@asynccontextmanager
async def stripe_under_test(**options: Any) -> AsyncIterator[StripeUnderTest]:
    server = StripeServer(StripeAccount())
    with running(server) as port:
        async with Wire("127.0.0.1", port) as wire:
            usual = {
                "api_key": API_KEY,
                "webhook_secrets": f"{SECRETS['current']},{SECRETS['previous']}",
                "api_base": wire.url,
            }
            gateway = build_gateway("stripe", GatewaySetup("test", usual | options, NOWHERE))
            yield StripeUnderTest(gateway, server, wire)
            await gateway.close()
