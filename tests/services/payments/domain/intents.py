"""An attempt to pay, for rules that need one."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from services.payments.domain.intents import Intent

OPEN = Intent(
    id="pi_1",
    order_id="ord_1",
    invoice_id="inv_1",
    partner_id=1,
    customer_id="mia",
    attempt=1,
    state="open",
    amount_minor=3_100,
    currency="EUR",
    gateway="simulator",
    gateway_payment_id="chk_1",
    page_url=None,
    instructions=None,
    payment_method=None,
    return_url=None,
    captured_at=None,
    paid_on=None,
    failure=None,
    created_at=datetime(2023, 1, 1, tzinfo=UTC),
)


def an_intent(**changes: Any) -> Intent:
    """Open, of 31.00 EUR, unless told otherwise."""
    return replace(OPEN, **changes)
