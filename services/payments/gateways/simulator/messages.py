"""The simulator's API: what it takes and what it shows."""

from datetime import date, datetime
from typing import Literal

from pydantic import Field

from contracts.message import Command, Currency, Message, PositiveMinor

CheckoutState = Literal["open", "processing", "captured", "failed", "cancelled"]
EventType = Literal["payment.processing", "payment.captured", "payment.failed", "payment.cancelled"]


class OpenCheckout(Command):
    reference: str = Field(max_length=200)
    """The merchant's own id, sent back with every webhook."""
    amount_minor: PositiveMinor
    currency: Currency
    description: str = Field(default="", max_length=500)
    return_url: str | None = Field(default=None, max_length=2_000, pattern=r"^https?://")


class CheckoutView(Message):
    id: str
    reference: str
    state: CheckoutState
    amount_minor: PositiveMinor
    currency: Currency
    description: str
    page_url: str
    return_url: str | None
    captured_minor: PositiveMinor | None = None
    captured_currency: Currency | None = None
    captured_at: datetime | None = None
    failure: str | None = None


class Pay(Command):
    """What the payment page sends. `captured_at` dates the capture, to play a story of the past."""

    card: str = Field(max_length=40, examples=["4242424242424242"])
    captured_at: date | datetime | None = None


class MakeRefund(Command):
    checkout_id: str
    amount_minor: int = Field(gt=0)
    currency: Currency


class RefundMade(Message):
    id: str
    checkout_id: str
    amount_minor: PositiveMinor
    currency: Currency
    state: Literal["pending", "succeeded", "failed"]
    failure: str | None = None


class Charge(Message):
    checkout_id: str
    reference: str
    amount_minor: PositiveMinor
    currency: Currency
    captured_at: datetime


class BookView(Message):
    """Everything that moved money; what other books are compared with."""

    charges: list[Charge]
    refunds: list[RefundMade]
    captured_minor: int
    refunded_minor: int
