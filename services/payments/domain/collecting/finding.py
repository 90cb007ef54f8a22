"""Which money on its way in somebody looks for."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from contracts.incoming import IncomingKind, IncomingMethod
from contracts.payments import IntentState
from contracts.said import Said

OfflineState = Literal["open", "captured", "cancelled"]
OFFLINE = "offline"
"""The gateway of what is asked for by instructions."""


@dataclass(frozen=True, kw_only=True)
class WantedIncoming:
    """None does not narrow it."""

    partner_id: int | None = None
    customer_id: str | None = None
    order_id: str | None = None
    state: IntentState | None = None
    method: IncomingMethod | None = None
    began_from: datetime | None = None
    began_before: datetime | None = None
    q: str | None = None
    """Whole: the id of the payment, order, invoice or customer, the gateway's id, or a receipt's
    reference."""
    after: tuple[datetime, str] | None = None
    """When the last one of the page before began, and its id."""
    limit: int


@dataclass(frozen=True)
class WantedOffline:
    """What was asked for by instructions; None does not narrow it."""

    state: OfflineState | None = None
    payment_reference: str | None = None
    """As it stands on a bank statement, or as the book has it."""
    intent_id: str | None = None


@dataclass(frozen=True)
class Incoming:
    """An attempt to pay, or money that an admin recorded on an invoice."""

    id: str
    kind: IncomingKind
    state: IntentState
    order_id: str
    customer_id: str
    partner_id: int
    invoice_id: str
    attempt: int | None
    pays_number: str | None
    amount_minor: int
    currency: str
    method: IncomingMethod
    gateway: str | None
    gateway_payment_id: str | None
    reference: str | None
    began_at: datetime
    captured_at: datetime | None
    received_on: date | None
    recorded_by: str | None
    failure: Said | None
