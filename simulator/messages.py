"""The simulator's API: what it takes and what it shows."""

from datetime import date, datetime
from typing import Literal

from pydantic import Field

from contracts.message import Command, Currency, Message, Page, PositiveMinor

CheckoutState = Literal["open", "processing", "captured", "failed", "cancelled"]
EventType = Literal[
    "payment.opened",
    "payment.processing",
    "payment.captured",
    "payment.failed",
    "payment.cancelled",
]
HTTP_ADDRESS = r"^https?://"


class OpenCheckout(Command):
    reference: str = Field(min_length=1, max_length=200)
    """The merchant's own id, sent back with every webhook; payments can be found by it."""
    amount_minor: int = Field(gt=0, le=10**15)
    currency: Currency
    description: str = Field(default="", max_length=500)
    return_url: str | None = Field(default=None, max_length=2_000, pattern=HTTP_ADDRESS)
    customer_id: str | None = Field(default=None, max_length=200)
    method_id: str | None = Field(default=None, max_length=200)
    """A method that this customer has linked; the page then offers to pay by it."""


class CheckoutView(Message):
    id: str
    reference: str
    state: CheckoutState
    amount_minor: PositiveMinor
    currency: Currency
    description: str
    page_url: str
    return_url: str | None
    method_label: str | None = None
    """For example `Visa ending in 4242`."""
    captured_minor: PositiveMinor | None = None
    captured_currency: Currency | None = None
    captured_at: datetime | None = None
    failure: str | None = None
    failure_code: str | None = None
    """`card_declined`, `expired_card` or `insufficient_funds`; some may be added."""


class Pay(Command):
    """What the payment page sends: a test card, or the linked method that the page offers (`card`
    is then `linked`). `captured_at` dates the capture, to play a story of the past."""

    card: str = Field(max_length=40, examples=["4242424242424242"])
    captured_at: date | datetime | None = None


class MakeRefund(Command):
    checkout_id: str
    amount_minor: int = Field(gt=0)
    currency: Currency
    reference: str | None = Field(default=None, max_length=200)
    """The merchant's own id, by which the refund can be found; the key when it is left out."""


class RefundMade(Message):
    id: str
    reference: str
    checkout_id: str
    amount_minor: PositiveMinor
    currency: Currency
    state: Literal["pending", "succeeded", "failed"]
    failure: str | None = None
    made_at: datetime


class Charge(Message):
    checkout_id: str
    reference: str
    amount_minor: PositiveMinor
    currency: Currency
    captured_at: datetime


class BookView(Message):
    """What moved money, a part at a time, oldest charges first, then refunds."""

    charges: list[Charge]
    refunds: list[RefundMade]
    next_cursor: str | None = None


class OpenWallet(Command):
    """Ask for a page on which the customer links a method; it is good for an hour."""

    customer_id: str = Field(min_length=1, max_length=200)
    return_url: str | None = Field(default=None, max_length=2_000, pattern=HTTP_ADDRESS)


class WalletView(Message):
    page_url: str


class MethodView(Message):
    """What is kept of a linked card: never its number."""

    id: str
    brand: str
    last_four: str
    label: str
    is_expired: bool


class LinkCard(Command):
    card: str = Field(max_length=40, examples=["4242424242424242"])


class RemoveMethod(Command):
    method_id: str = Field(max_length=200)


CheckoutsFound = Page[CheckoutView]
RefundsFound = Page[RefundMade]
MethodsFound = Page[MethodView]
