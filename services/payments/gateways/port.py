"""The port to a payment gateway. An adapter translates; it decides nothing and keeps nothing.

Every method raises `GatewayIsUnavailable` when the outcome is unknown; a retry with the same key
is then safe as long as the gateway remembers keys (`Capabilities.key_window_seconds`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

from contracts.said import Said
from services.payments.domain.collecting.intents import GatewayEvent, GatewayPayment


@dataclass(frozen=True)
class Capabilities:
    """What a gateway can do. Payments asks these flags, never the gateway's name."""

    has_payment_page: bool
    """Customers pay on a page of the gateway; without one they get its `instructions`."""
    cancels_open_checkouts: bool
    """A cancelled checkout can never capture. Without it, what is captured late goes back."""
    refunds: bool
    """Gives money back by itself; without it a person does, and records it."""
    refunds_in_part: bool
    lists_its_book: bool
    """Its captures and refunds of a time can be read, for the reconciliation."""
    links_methods: bool
    """Customers can leave a method of theirs with it, and pay by that later."""
    key_window_seconds: int
    """How long a retry with the same key is safe; afterwards only a look-up decides."""
    currencies: frozenset[str] | None = None
    """Null: all of them."""
    label: Said | str | None = None
    """What customers call paying this way; null: its name says it."""


@dataclass(frozen=True)
class Checkout:
    """A payment to open. `key` is the same on every retry; `reference` is our intent's id, which
    the gateway keeps and sends back with its webhooks; `customer_id` names the partner too, as in
    `1:mia`."""

    key: str
    reference: str
    customer_id: str
    amount_minor: int
    currency: str
    description: str
    linked_method: str | None = None
    """The gateway's id of a method that the customer left with it."""
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
    """A refund as the gateway has it. Payment, amount and currency are set when it comes from the
    book; `key` is ours, where the gateway repeats it."""

    id: str
    state: Literal["pending", "succeeded", "failed"]
    failure: Said | None = None
    payment_id: str | None = None
    amount_minor: int | None = None
    currency: str | None = None
    key: str | None = None


@dataclass(frozen=True)
class BookPage:
    """A part of what moved money at the gateway; `next_cursor` is null on the last page."""

    payments: Sequence[GatewayPayment]
    refunds: Sequence[GatewayRefund]
    next_cursor: str | None = None


@dataclass(frozen=True)
class LinkedMethod:
    """A method that a customer left with the gateway: never a number, only what to call it."""

    id: str
    label: Said | str
    """For example `Visa ending in 4242`."""
    is_expired: bool = False


class WebhookIsOfNoInterest(Exception):
    """Genuine, but about nothing that payments keeps; it is answered and forgotten."""


class Gateway(Protocol):
    """What payments needs from a gateway."""

    name: str
    capabilities: Capabilities

    async def open_checkout(self, checkout: Checkout) -> GatewayPayment:
        """Open a payment; the same key gives the same one. Raises `GatewayRefusesPayment` when it
        never will."""

    async def find_payment(self, checkout: Checkout, asked_at: datetime) -> GatewayPayment | None:
        """The payment that was opened with this reference, asked for first at `asked_at`; null when
        the gateway has none, which is then certain."""

    async def read_payment(self, payment_id: str) -> GatewayPayment:
        """What the gateway knows now. Raises `PaymentIsNotThere`."""

    async def cancel_checkout(self, payment_id: str) -> GatewayPayment:
        """Make a payment unable to capture; what it is afterwards (it may have captured before, or
        be on its way and past cancelling)."""

    async def refund(self, order: RefundOrder) -> GatewayRefund:
        """Give money back; the same key gives the same refund."""

    async def find_refund(self, order: RefundOrder) -> GatewayRefund | None:
        """The refund that was asked for with this key, however long ago; null when there is none,
        which is then certain."""

    async def read_refund(self, refund_id: str) -> GatewayRefund:
        """What became of a refund. Raises `PaymentIsNotThere` when the gateway has none of that
        id."""

    async def read_book(self, since: datetime, until: datetime, cursor: str | None) -> BookPage:
        """Payments captured and refunds made from `since` to before `until`, in any order, each at
        least once over all pages; what happens meanwhile may be left out."""

    async def linked_methods(self, customer_id: str) -> Sequence[LinkedMethod]:
        """What the customer's account has linked; empty when nothing is."""

    async def link_page(self, customer_id: str, return_url: str | None) -> str:
        """The address of the gateway's page where the customer links a method."""

    def read_event(self, headers: Mapping[str, str], body: bytes, now_seconds: int) -> GatewayEvent:
        """Verify a webhook over its raw body. Raises `WebhookIsForged`, `WebhookIsUnreadable`, or
        `WebhookIsOfNoInterest` for a genuine event that says nothing about a payment."""

    async def close(self) -> None:
        """Let go of connections."""
