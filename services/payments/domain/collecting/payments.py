"""Money that came in, as booked, and whether an order still takes any."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from contracts.bookkeeping import RecordPayment


@dataclass(frozen=True)
class OrderPayments:
    """How the paying of an order stands; whoever opens, captures or closes locks its row first."""

    order_id: str
    paid_intent_id: str | None
    closed_at: datetime | None

    @property
    def takes_money(self) -> bool:
        return self.paid_intent_id is None and self.closed_at is None


@dataclass(frozen=True)
class Payment:
    """Captured by a gateway for an intent, or recorded by an admin on an invoice."""

    id: str
    order_id: str
    customer_id: str
    partner_id: int
    currency: str
    invoice_id: str
    amount_minor: int
    captured_at: datetime
    intent_id: str | None = None
    method: Literal["gateway", "cash", "bank_transfer"] = "gateway"
    reference: str | None = None
    received_on: date | None = None
    recorded_by: str | None = None

    @property
    def receipt(self) -> RecordPayment | None:
        """What an admin recorded; null for what a gateway captured."""
        if self.method == "gateway" or self.reference is None or self.received_on is None:
            return None
        return RecordPayment(
            amount_minor=self.amount_minor,
            currency=self.currency,
            method=self.method,
            received_on=self.received_on,
            reference=self.reference,
        )
