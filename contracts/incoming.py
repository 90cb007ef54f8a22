"""Messages about money on its way in, as staff looks for it: attempts to pay, and what admins
recorded on invoices."""

from datetime import date, datetime
from typing import Literal

from contracts.message import Currency, Message, PartnerId, PositiveMinor
from contracts.payments import IntentState
from contracts.said import Told

IncomingKind = Literal["attempt", "receipt"]
"""`receipt`: money that an admin recorded on an invoice."""
IncomingMethod = Literal["gateway", "offline", "cash", "bank_transfer"]
"""`offline`: asked for by instructions, and recorded by hand when it comes; the last two are of
receipts."""


class IncomingPayment(Message):
    """An attempt to pay, whatever came of it, or money that was recorded by hand."""

    id: str
    """Of the payment intent, or of the recorded payment."""
    kind: IncomingKind
    state: IntentState
    """A receipt is `captured`."""
    order_id: str
    customer_id: str
    partner_id: PartnerId
    invoice_id: str
    attempt: int | None = None
    pays_number: str | None = None
    """Of the open invoice that the attempt pays; null while it pays an order."""
    amount_minor: PositiveMinor
    currency: Currency
    method: IncomingMethod
    gateway: str | None = None
    gateway_payment_id: str | None = None
    reference: str | None = None
    """What finds a receipt again."""
    began_at: datetime
    """When the attempt was made, or the receipt recorded."""
    captured_at: datetime | None = None
    received_on: date | None = None
    recorded_by: str | None = None
    failure: Told | None = None
    """Why an attempt was declined, or what does not match."""
