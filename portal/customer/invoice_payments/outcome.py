"""What a customer reads who is back from paying an invoice: pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from contracts.invoice_payments import InvoicePayment
from contracts.payments import IntentState, PaymentIntentView
from portal.customer.orders.outcome import FINAL, LOOKS, PATIENCE_SECONDS, Word

Why = Literal[
    "paid",
    "paid_in_part",
    "too_late",
    "pending",
    "as_instructed",
    "failed",
    "goes_back",
    "ended",
    "not_paid",
    "checking",
]
WORDS: Mapping[Why, Word] = {
    "paid": "successful",
    "paid_in_part": "successful",
    "too_late": "failed",
    "pending": "pending",
    "as_instructed": "pending",
    "failed": "failed",
    "goes_back": "failed",
    "ended": "failed",
    "not_paid": "checking",
    "checking": "checking",
}
STATES: Mapping[IntentState, Why] = {
    "captured": "paid_in_part",
    "processing": "pending",
    "failed": "failed",
    "mismatch": "goes_back",
    "cancelled": "ended",
}


@dataclass(frozen=True)
class Result:
    invoice_id: str
    order_id: str
    number: str
    currency: str
    due_minor: int
    amount_minor: int
    """Of the attempt."""
    word: Word
    why: Why
    look: str
    may_pay: bool

    @property
    def is_final(self) -> bool:
        return self.word in FINAL


def result_of(stands: InvoicePayment, seconds_since: float, before: Word | None = None) -> Result:
    """What is shown so many seconds after the return. A payment that was pending `before` is not
    said to be checked again."""
    attempt = stands.attempt
    why = _why(attempt, stands.due_minor, seconds_since)
    if why == "checking" and before == "pending":
        why = "pending"
    unpaid = why in ("not_paid", "as_instructed", "failed", "goes_back", "ended", "paid_in_part")
    return Result(
        invoice_id=stands.invoice_id,
        order_id=stands.order_id,
        number=stands.number,
        currency=stands.currency,
        due_minor=stands.due_minor,
        amount_minor=attempt.amount_minor if attempt else 0,
        word=WORDS[why],
        why=why,
        look="warning" if why == "not_paid" else LOOKS[WORDS[why]],
        may_pay=unpaid and stands.due_minor > 0,
    )


def _why(attempt: PaymentIntentView | None, due_minor: int, seconds_since: float) -> Why:
    if attempt is not None and attempt.state == "cancelled" and attempt.captured_at:
        return "too_late"
    if not due_minor:
        return "paid"
    if attempt is None:
        return "not_paid"
    if attempt.state in STATES:
        return STATES[attempt.state]
    if attempt.instructions is not None:
        return "as_instructed"
    return "not_paid" if seconds_since >= PATIENCE_SECONDS else "checking"
