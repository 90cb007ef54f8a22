"""The adapter to the built-in simulator: its HTTP API and its signed webhooks."""

import json
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

from pydantic import ValidationError

from contracts.payments import GatewayIsUnavailable, WebhookIsUnreadable
from services.payments.domain.intents import Truth
from services.payments.gateways.http import GatewayHttp
from services.payments.gateways.port import (
    Capabilities,
    Checkout,
    GatewayEvent,
    GatewayRefund,
    RefundOrder,
)
from services.payments.gateways.signatures import HEADER, verify_webhook
from services.payments.gateways.simulator.messages import CheckoutView, RefundMade


class SimulatorGateway:
    """The simulator as a gateway."""

    name = "simulator"
    capabilities = Capabilities(cancels_open_checkouts=True, refunds_in_part=True)

    def __init__(self, http: GatewayHttp, webhook_secrets: Sequence[str]) -> None:
        self._http = http
        self._secrets = webhook_secrets

    async def open_checkout(self, checkout: Checkout) -> Truth:
        body = {
            "reference": checkout.reference,
            "amount_minor": checkout.amount_minor,
            "currency": checkout.currency,
            "description": checkout.description,
            "return_url": checkout.return_url,
        }
        headers = {"Idempotency-Key": checkout.key}
        return _truth(await self._http.ask("POST", "/v1/checkouts", body=body, headers=headers))

    async def read_payment(self, payment_id: str) -> Truth:
        return _truth(await self._http.ask("GET", f"/v1/checkouts/{_segment(payment_id)}"))

    async def cancel_checkout(self, payment_id: str) -> Truth:
        return _truth(await self._http.ask("POST", f"/v1/checkouts/{_segment(payment_id)}/cancel"))

    async def refund(self, order: RefundOrder) -> GatewayRefund:
        body = {
            "checkout_id": order.payment_id,
            "amount_minor": order.amount_minor,
            "currency": order.currency,
        }
        headers = {"Idempotency-Key": order.key}
        return _refund(await self._http.ask("POST", "/v1/refunds", body=body, headers=headers))

    async def read_refund(self, refund_id: str) -> GatewayRefund:
        return _refund(await self._http.ask("GET", f"/v1/refunds/{_segment(refund_id)}"))

    def read_event(self, headers: Mapping[str, str], body: bytes, now_seconds: int) -> GatewayEvent:
        verify_webhook(self._secrets, headers.get(HEADER, ""), body, now_seconds)
        try:
            event = json.loads(body)
            return GatewayEvent(
                id=_short(event["id"]),
                payment_id=_short(event["payment_id"]),
                reference=_short(event["reference"]),
            )
        except (ValueError, KeyError, TypeError) as error:
            raise WebhookIsUnreadable(
                "The webhook is signed but not an event of this gateway. Nothing was done."
            ) from error

    async def close(self) -> None:
        await self._http.close()


def _segment(text: str) -> str:
    """An id as one part of a path, whatever it contains."""
    return quote(text, safe="")


def _short(value: object) -> str:
    if not isinstance(value, str) or not 0 < len(value) <= 200:
        raise ValueError("an id is a text of 1 to 200 characters")
    return value


def _truth(answer: dict[str, Any]) -> Truth:
    try:
        view = CheckoutView.model_validate(answer)
    except ValidationError as error:
        raise GatewayIsUnavailable("The gateway's answer is not a checkout.") from error
    return Truth(
        payment_id=view.id,
        state=view.state,
        page_url=view.page_url,
        amount_minor=view.captured_minor,
        currency=view.captured_currency,
        captured_at=view.captured_at,
        failure=view.failure,
    )


def _refund(answer: dict[str, Any]) -> GatewayRefund:
    try:
        view = RefundMade.model_validate(answer)
    except ValidationError as error:
        raise GatewayIsUnavailable("The gateway's answer is not a refund.") from error
    return GatewayRefund(view.id, view.state, view.failure)
