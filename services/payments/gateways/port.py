"""The port to a payment gateway. An adapter translates; it decides nothing and keeps nothing.

Every method raises `GatewayIsUnavailable` when the outcome is unknown; a retry with the same key
is then safe.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, Protocol

from services.payments.domain.intents import Truth


@dataclass(frozen=True)
class Capabilities:
    """What a gateway can do beyond taking one payment on a hosted page."""

    cancels_open_checkouts: bool
    """A cancelled checkout can never capture."""
    refunds_in_part: bool


@dataclass(frozen=True)
class Checkout:
    """A payment page to open. `key` is the same on every retry; `reference` is our intent's id,
    which the gateway keeps and sends back with its webhooks."""

    key: str
    reference: str
    amount_minor: int
    currency: str
    description: str
    payment_method: str | None = None
    return_url: str | None = None


@dataclass(frozen=True)
class RefundOrder:
    """Give back part or all of a captured payment, once per `key`."""

    key: str
    payment_id: str
    amount_minor: int
    currency: str


@dataclass(frozen=True)
class GatewayRefund:
    id: str
    state: Literal["pending", "succeeded", "failed"]
    failure: str | None = None


@dataclass(frozen=True)
class GatewayEvent:
    """A verified webhook: a hint that something happened to a payment. The state it may claim is
    not read; the truth is asked for."""

    id: str
    payment_id: str
    reference: str | None


class Gateway(Protocol):
    """What payments needs from a gateway."""

    name: str
    capabilities: Capabilities

    async def open_checkout(self, checkout: Checkout) -> Truth:
        """Open a payment page; the same key gives the same page."""

    async def read_payment(self, payment_id: str) -> Truth:
        """What the gateway knows now."""

    async def cancel_checkout(self, payment_id: str) -> Truth:
        """Make a payment unable to capture; the truth afterwards (it may have captured before)."""

    async def refund(self, order: RefundOrder) -> GatewayRefund:
        """Give money back; the same key gives the same refund."""

    async def read_refund(self, refund_id: str) -> GatewayRefund:
        """What became of a refund."""

    def read_event(self, headers: Mapping[str, str], body: bytes, now_seconds: int) -> GatewayEvent:
        """Verify a webhook. Raises `WebhookIsForged` or `WebhookIsUnreadable`."""

    async def close(self) -> None:
        """Let go of connections."""
