"""Money on its way in, as the messages that leave the service."""

from typing import Any

from sqlalchemy import Row

from contracts.payments import PaymentIntentView, PaymentView
from services.payments.domain.collecting.intents import Intent


def intent_view(intent: Intent) -> PaymentIntentView:
    return PaymentIntentView(
        id=intent.id,
        order_id=intent.order_id,
        invoice_id=intent.invoice_id,
        attempt=intent.attempt,
        state=intent.state,
        amount_minor=intent.amount_minor,
        currency=intent.currency,
        gateway=intent.gateway,
        page_url=intent.page_url,
        instructions=intent.instructions,
        paid_on=intent.paid_on,
        captured_at=intent.captured_at,
        failure=intent.failure,
    )


def payment_view(row: Row[Any]) -> PaymentView:
    return PaymentView(
        id=row.id,
        intent_id=row.intent_id,
        order_id=row.order_id,
        invoice_id=row.invoice_id,
        amount_minor=row.amount_minor,
        currency=row.currency,
        captured_at=row.captured_at,
        method=row.method,
        reference=row.reference,
        received_on=row.received_on,
    )
