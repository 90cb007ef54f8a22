"""Stripe as a gateway: payments on its hosted Checkout page. Ids of payments are those of Checkout
Sessions; a session captures once at most."""

import time
from collections.abc import Mapping, Sequence
from datetime import datetime

import stripe
from stripe.checkout import Session

from contracts.payments import GatewayRefusesPayment, PaymentIsNotThere
from contracts.said import said
from services.payments.domain.collecting.intents import GatewayEvent, GatewayPayment
from services.payments.gateways.port import (
    BookPage,
    Capabilities,
    Checkout,
    GatewayRefund,
    LinkedMethod,
    RefundOrder,
)
from services.payments.gateways.stripe import events
from services.payments.gateways.stripe.amounts import to_stripe
from services.payments.gateways.stripe.book import read_book
from services.payments.gateways.stripe.customers import Customers
from services.payments.gateways.stripe.http import (
    Connection,
    answering,
    is_missing,
    is_stored_failure,
)
from services.payments.gateways.stripe.objects import payment_of
from services.payments.gateways.stripe.refunds import Refunds
from services.payments.gateways.stripe.sessions import Sessions, session_params

KEY_WINDOW_SECONDS = 23 * 60 * 60
"""Stripe may forget a key after 24 hours; an hour is left to clocks and slow requests."""


class StripeGateway:
    """Stripe's Checkout, refunds and book."""

    name = "stripe"
    capabilities = Capabilities(
        has_payment_page=True,
        cancels_open_checkouts=True,
        refunds=True,
        refunds_in_part=True,
        lists_its_book=True,
        links_methods=True,
        key_window_seconds=KEY_WINDOW_SECONDS,
        label=said("method.card_or_bank"),
    )

    def __init__(
        self, connection: Connection, webhook_secrets: Sequence[str], return_url: str | None
    ) -> None:
        self._connection = connection
        self._secrets = webhook_secrets
        self._return_url = return_url
        self._sessions = Sessions(connection)
        self._refunds = Refunds(connection, self._sessions)
        self._customers = Customers(connection)

    async def open_checkout(self, checkout: Checkout) -> GatewayPayment:
        to_stripe(checkout.amount_minor, checkout.currency)  # refuses before anything is asked
        customer = None
        if checkout.linked_method is not None:
            customer = await self._customers.find_or_make(checkout.customer_id)
        params = session_params(checkout, customer, self._return_url)
        with answering():
            try:
                session = await self._sessions.create(params, checkout.key)
            except stripe.IdempotencyError as error:
                return await self._made_differently(checkout, error)
            except stripe.InvalidRequestError as error:
                self._customers.forget(checkout.customer_id)
                raise GatewayRefusesPayment("refuses", gateway_words=error.user_message) from error
            except stripe.APIError as error:
                if not is_stored_failure(error):
                    raise
                return await self._made_in_failing(checkout, error)
            return payment_of(session, time.time())

    async def _made_differently(
        self, checkout: Checkout, error: stripe.StripeError
    ) -> GatewayPayment:
        """The key came before with other parameters. That is the same payment if only the settings
        of this adapter have changed since."""
        made = await self._sessions.made_within_the_window(checkout.reference)
        if made is None or not _is_for(made, checkout):
            raise GatewayRefusesPayment("key_of_another_payment", key=checkout.key) from error
        return payment_of(made, time.time())

    async def _made_in_failing(
        self, checkout: Checkout, error: stripe.StripeError
    ) -> GatewayPayment:
        """Stripe failed and will repeat that to this key, so only a look-up tells what it made."""
        made = await self._sessions.made_within_the_window(checkout.reference)
        if made is None:
            raise GatewayRefusesPayment("made_nothing") from error
        return payment_of(made, time.time())

    async def find_payment(self, checkout: Checkout, asked_at: datetime) -> GatewayPayment | None:
        with answering():
            session = await self._sessions.find(checkout.reference, asked_at.timestamp())
            return payment_of(session, time.time()) if session is not None else None

    async def read_payment(self, payment_id: str) -> GatewayPayment:
        """Also by the id of a payment intent, which is all that some webhooks name."""
        with answering():
            return payment_of(await self._sessions.read(payment_id), time.time())

    async def cancel_checkout(self, payment_id: str) -> GatewayPayment:
        with answering():
            try:
                session = await self._sessions.expire(payment_id)
            except stripe.InvalidRequestError as error:
                if is_missing(error):
                    raise PaymentIsNotThere(gateway=self.name, payment_id=payment_id) from error
                # Not open any more. Stripe cannot stop what was submitted on its page.
                session = await self._sessions.read(payment_id)
            payment = payment_of(session, time.time())
            if session.status == "expired" and payment.state == "failed":
                return GatewayPayment(payment.payment_id, "cancelled", reference=payment.reference)
            return payment

    async def refund(self, order: RefundOrder) -> GatewayRefund:
        return await self._refunds.make(order)

    async def find_refund(self, order: RefundOrder) -> GatewayRefund | None:
        return await self._refunds.find(order)

    async def read_refund(self, refund_id: str) -> GatewayRefund:
        return await self._refunds.read(refund_id)

    async def read_book(self, since: datetime, until: datetime, cursor: str | None) -> BookPage:
        with answering():
            return await read_book(self._connection, self._sessions, since, until, cursor)

    async def linked_methods(self, customer_id: str) -> Sequence[LinkedMethod]:
        return await self._customers.methods(customer_id)

    async def link_page(self, customer_id: str, return_url: str | None) -> str:
        return await self._customers.link_page(customer_id, return_url or self._return_url)

    def read_event(self, headers: Mapping[str, str], body: bytes, now_seconds: int) -> GatewayEvent:
        return events.read_event(self._secrets, headers, body, now_seconds)

    async def close(self) -> None:
        await self._connection.http.close_async()


def _is_for(session: Session, checkout: Checkout) -> bool:
    asked = (to_stripe(checkout.amount_minor, checkout.currency), checkout.currency.lower())
    return (session.amount_total, session.currency) == asked
