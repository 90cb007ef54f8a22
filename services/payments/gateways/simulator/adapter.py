"""The adapter to the built-in simulator: its HTTP API and its signed webhooks."""

import json
import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import quote

from contracts.payments import (
    GatewayIsUnavailable,
    GatewayRefusesPayment,
    PaymentIsNotThere,
    WebhookIsUnreadable,
)
from services.payments.domain.collecting.intents import GatewayEvent, GatewayPayment
from services.payments.gateways.http import GatewayHttp, GatewayRefuses
from services.payments.gateways.port import (
    BookPage,
    Capabilities,
    Checkout,
    GatewayRefund,
    LinkedMethod,
    RefundOrder,
)
from services.payments.gateways.registry import GatewaySetup
from services.payments.gateways.signatures import verify_webhook
from services.payments.gateways.simulator.answers import (
    DONE_FIRST,
    FURTHEST_FIRST,
    not_there,
    payment_in,
    payment_of,
    payment_of_charge,
    read_answer,
    refund_in,
    refund_of,
)
from services.payments.gateways.simulator.options import (
    SimulatorOptions,
    refuse_in_production,
    refuse_what_can_be_guessed,
)
from services.payments.gateways.simulator.wire import (
    IN_FLIGHT,
    KEY_IS_REUSED,
    PROBLEMS,
    Book,
    Checkouts,
    Methods,
    Refunds,
    Wallet,
)

SIGNATURE = "turnup-signature"
OUR_IDS = re.compile(r"[A-Za-z0-9_-]{1,200}")


def build(setup: GatewaySetup) -> "SimulatorGateway":
    """Raises `SimulatorDoesNotFit`."""
    options = SimulatorOptions.model_validate(dict(setup.options))
    if setup.profile == "production":
        refuse_in_production(options)
    if setup.is_exposed:
        refuse_what_can_be_guessed(options)
    headers = {"Authorization": f"Bearer {options.api_key.get_secret_value()}"}
    http = GatewayHttp(options.url, setup.transport, headers)
    return SimulatorGateway(http, options)


class SimulatorGateway:
    """The simulator as a gateway."""

    name = "simulator"

    def __init__(self, http: GatewayHttp, options: SimulatorOptions) -> None:
        self._http = http
        self._secrets = [secret.get_secret_value() for secret in options.webhook_secrets]
        self.capabilities = Capabilities(
            has_payment_page=True,
            cancels_open_checkouts=True,
            refunds=True,
            refunds_in_part=True,
            lists_its_book=True,
            links_methods=True,
            key_window_seconds=options.key_window_seconds,
        )

    async def open_checkout(self, checkout: Checkout) -> GatewayPayment:
        body = {
            "reference": checkout.reference,
            "amount_minor": checkout.amount_minor,
            "currency": checkout.currency,
            "description": checkout.description,
            "return_url": checkout.return_url,
            "customer_id": checkout.customer_id,
            "method_id": checkout.linked_method,
        }
        headers = {"Idempotency-Key": checkout.key}
        try:
            answer = await self._http.ask("POST", "/v1/checkouts", body=body, headers=headers)
        except GatewayRefuses as refusal:
            # A key that is reused did open a payment, only described otherwise; it may be paid.
            is_reused = refusal.type == KEY_IS_REUSED
            if is_reused and (found := await self._find(checkout.reference)):
                return found
            if refusal.type == IN_FLIGHT or not refusal.type.startswith(PROBLEMS):
                raise not_there(refusal) from refusal
            raise GatewayRefusesPayment(detail=refusal.detail) from refusal
        return payment_in(answer)

    async def find_payment(
        self,
        checkout: Checkout,
        asked_at: datetime,  # noqa: ARG002 - for gateways that search by time
    ) -> GatewayPayment | None:
        return await self._find(checkout.reference)

    async def _find(self, reference: str) -> GatewayPayment | None:
        """Of several, which only a forgotten key can make, the one that got furthest."""
        answer = await self._ask("GET", "/v1/checkouts", query={"reference": reference})
        found = [payment_of(view) for view in read_answer(Checkouts, answer).items]
        return min(found, key=lambda payment: FURTHEST_FIRST.index(payment.state), default=None)

    async def read_payment(self, payment_id: str) -> GatewayPayment:
        _require_id(payment_id)
        try:
            return payment_in(await self._http.ask("GET", f"/v1/checkouts/{payment_id}"))
        except GatewayRefuses as refusal:
            raise not_there(refusal) from refusal

    async def cancel_checkout(self, payment_id: str) -> GatewayPayment:
        _require_id(payment_id)
        try:
            return payment_in(await self._http.ask("POST", f"/v1/checkouts/{payment_id}/cancel"))
        except GatewayRefuses as refusal:
            raise not_there(refusal) from refusal

    async def refund(self, order: RefundOrder) -> GatewayRefund:
        body = {
            "checkout_id": order.payment_id,
            "amount_minor": order.amount_minor,
            "currency": order.currency,
            "reference": order.key,
        }
        headers = {"Idempotency-Key": order.key}
        return refund_in(await self._ask("POST", "/v1/refunds", body=body, headers=headers))

    async def find_refund(self, order: RefundOrder) -> GatewayRefund | None:
        answer = await self._ask("GET", "/v1/refunds", query={"reference": order.key})
        found = [refund_of(view) for view in read_answer(Refunds, answer).items]
        return min(found, key=lambda refund: DONE_FIRST.index(refund.state), default=None)

    async def read_refund(self, refund_id: str) -> GatewayRefund:
        try:
            return refund_in(await self._http.ask("GET", f"/v1/refunds/{_segment(refund_id)}"))
        except GatewayRefuses as refusal:
            raise not_there(refusal) from refusal

    async def read_book(self, since: datetime, until: datetime, cursor: str | None) -> BookPage:
        query = {"since": since.isoformat(), "until": until.isoformat()}
        query |= {"cursor": cursor} if cursor else {}
        part = read_answer(Book, await self._ask("GET", "/v1/book", query=query))
        return BookPage(
            payments=[payment_of_charge(charge) for charge in part.charges],
            refunds=[refund_of(refund) for refund in part.refunds],
            next_cursor=part.next_cursor,
        )

    async def linked_methods(self, customer_id: str) -> Sequence[LinkedMethod]:
        answer = await self._ask("GET", f"/v1/customers/{_segment(customer_id)}/methods")
        methods = read_answer(Methods, answer).items
        return [LinkedMethod(one.id, one.label, one.is_expired) for one in methods]

    async def link_page(self, customer_id: str, return_url: str | None) -> str:
        body = {"customer_id": customer_id, "return_url": return_url}
        return read_answer(Wallet, await self._ask("POST", "/v1/wallets", body=body)).page_url

    async def _ask(self, method: str, path: str, **more: Any) -> dict[str, Any]:
        """Where a refusal is no answer that the port knows: a person has to put it right."""
        try:
            return await self._http.ask(method, path, **more)
        except GatewayRefuses as refusal:
            raise GatewayIsUnavailable("refuses", gateway_words=refusal.detail) from refusal

    def read_event(self, headers: Mapping[str, str], body: bytes, now_seconds: int) -> GatewayEvent:
        verify_webhook(self._secrets, headers.get(SIGNATURE, ""), body, now_seconds)
        try:
            event = json.loads(body)
            return GatewayEvent(
                id=_short(event["id"]),
                payment_id=_short(event["payment_id"]),
                reference=_short(event["reference"]),
            )
        except (ValueError, KeyError, TypeError) as error:
            raise WebhookIsUnreadable from error

    async def close(self) -> None:
        await self._http.close()


def _segment(text: str) -> str:
    """An id as one part of a path, whatever it contains."""
    return quote(text, safe="")


def _require_id(payment_id: str) -> None:
    if not OUR_IDS.fullmatch(payment_id):
        raise PaymentIsNotThere("no_such_id", gateway=SimulatorGateway.name)


def _short(value: object) -> str:
    if not isinstance(value, str) or not 0 < len(value) <= 200:
        raise ValueError("an id is a text of 1 to 200 characters")
    return value
