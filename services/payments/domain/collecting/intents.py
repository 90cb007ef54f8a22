"""A payment intent as a forward-only state machine, and what the gateway's answer means for it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, TypedDict

from contracts.payments import SETTLED, IntentState
from contracts.said import Said, said

GatewayPaymentState = Literal["open", "processing", "captured", "failed", "cancelled"]
Step = Literal["nothing", "move", "capture", "mismatch", "refund"]
"""`refund`: the gateway captured what must not be paid (any more); give it back."""

DeclineReason = Literal[
    "card_declined", "card_expired", "insufficient_funds", "not_authenticated", "wrong_code"
]

_RANK: dict[IntentState, int] = {"created": 0, "open": 1, "processing": 2}
_LAST = 3
MOST_WORDS = 500


@dataclass(frozen=True)
class Intent:
    """One attempt to pay an order, or an invoice that was issued to be paid later."""

    id: str
    order_id: str
    invoice_id: str
    partner_id: int
    customer_id: str
    attempt: int
    state: IntentState
    amount_minor: int
    currency: str
    gateway: str
    payment_method: str | None
    """The gateway's id of a linked method; null to pay on its page."""
    return_url: str | None
    created_at: datetime
    """Before the gateway was asked for the first time."""
    gateway_payment_id: str | None = None
    page_url: str | None = None
    instructions: Said | None = None
    captured_at: datetime | None = None
    paid_on: date | None = None
    failure: Said | None = None
    pays_number: str | None = None
    """Of the open invoice that it pays; null while it pays an order, whose invoice is a draft."""
    request_key: str | None = None
    """Which request of the customer made it; null for an order's."""

    @property
    def gateway_key(self) -> str:
        """The business key of the charge: the same on every retry, whoever retries."""
        paid = f"invoice/{self.invoice_id}" if self.pays_number else f"order/{self.order_id}"
        return f"{paid}/payment/{self.attempt}"

    @property
    def pays_invoice(self) -> bool:
        return self.pays_number is not None

    @property
    def can_be_paid(self) -> bool:
        """Open, and somebody knows where or how."""
        return self.state == "open" and bool(self.page_url or self.instructions)

    @property
    def is_settled(self) -> bool:
        return self.state in SETTLED


class IntentChange(TypedDict, total=False):
    """What may change of an intent with its state."""

    gateway_payment_id: str | None
    page_url: str | None
    instructions: Said | None
    captured_at: datetime
    paid_on: date
    failure: Said | None


@dataclass(frozen=True)
class GatewayPayment:
    """A payment as the gateway says it is. Amount, currency and time are set once captured."""

    payment_id: str | None
    """Null for a payment that the gateway refused to open."""
    state: GatewayPaymentState
    page_url: str | None = None
    instructions: Said | None = None
    reference: str | None = None
    """Our intent's id, where the gateway repeats it."""
    amount_minor: int | None = None
    currency: str | None = None
    captured_at: datetime | None = None
    failure: Said | None = None


@dataclass(frozen=True)
class GatewayEvent:
    """A verified webhook: a hint that something happened to a payment. The state it may claim is
    not read; the gateway is asked."""

    id: str
    payment_id: str
    reference: str | None


def gateway_says(text: str | None, language: str = "en") -> Said | None:
    """A gateway's words, which are told as they are; at most 500 characters."""
    if not text:
        return None
    return said("gateway.words", gateway_words=text[:MOST_WORDS], gateway_language=language)


def declined_as(reason: DeclineReason) -> Said:
    """Why it was not paid, in words of ours: a customer reads them in its own language."""
    return said("gateway.declined", reason=reason)


def money(amount_minor: int | None, currency: str | None) -> Said:
    """For a sentence with amounts in several currencies."""
    return said("gateway.money", amount_minor=amount_minor or 0, currency=currency or "")


def next_step(intent: Intent, payment: GatewayPayment, *, takes_money: bool) -> Step:
    """What has to happen. `takes_money` is false once the order is paid or closed, or nothing is
    due on the invoice."""
    if payment.state != "captured":
        return "move" if may_move(intent.state, payment.state) else "nothing"
    if intent.state in ("captured", "mismatch"):
        return "nothing"
    if intent.is_settled or not takes_money:
        return "refund"
    expected = (intent.amount_minor, intent.currency)
    return "capture" if (payment.amount_minor, payment.currency) == expected else "mismatch"


def may_move(old: IntentState, new: IntentState) -> bool:
    """Only forward, and never out of a settled state."""
    return _RANK.get(new, _LAST) > _RANK.get(old, _LAST)
