"""The simulator's public API, as far as this side reads it. Members that nobody here needs are left
out and ignored, so that the simulator may add some."""

from datetime import datetime
from typing import Literal

from contracts.message import Currency, Message, PositiveMinor

CheckoutState = Literal["open", "processing", "captured", "failed", "cancelled"]
RefundState = Literal["pending", "succeeded", "failed"]

PROBLEMS = "urn:turnup:problem:"
"""How the type of each refusal of its own begins."""
NOT_FOUND = f"{PROBLEMS}object-is-not-found"
KEY_IS_REUSED = f"{PROBLEMS}idempotency-key-is-reused"
IN_FLIGHT = f"{PROBLEMS}request-is-in-flight"


class Checkout(Message):
    id: str
    reference: str
    state: CheckoutState
    page_url: str
    captured_minor: PositiveMinor | None = None
    captured_currency: Currency | None = None
    captured_at: datetime | None = None
    failure: str | None = None
    failure_code: str | None = None


class Charge(Message):
    checkout_id: str
    reference: str
    amount_minor: PositiveMinor
    currency: Currency
    captured_at: datetime


class Refund(Message):
    id: str
    reference: str
    checkout_id: str
    amount_minor: PositiveMinor
    currency: Currency
    state: RefundState
    failure: str | None = None


class Book(Message):
    charges: list[Charge]
    refunds: list[Refund]
    next_cursor: str | None = None


class Method(Message):
    id: str
    label: str
    is_expired: bool


class Wallet(Message):
    page_url: str


class Checkouts(Message):
    items: list[Checkout]


class Refunds(Message):
    items: list[Refund]


class Methods(Message):
    items: list[Method]
