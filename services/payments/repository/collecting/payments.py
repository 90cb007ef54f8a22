"""SQL of money that came in: what a gateway captured is booked once per intent."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from services.payments.domain.collecting.intents import Intent
from services.payments.domain.listing import Listing
from services.payments.repository.listing import newest_first
from services.payments.tables.collecting import payments

ADD_PAYMENT = insert(payments).on_conflict_do_nothing().returning(payments.c.id)

# One round trip, as the partner's next number waits from here to the commit. A second payment of
# the same intent breaks the whole transaction.
CAPTURE = text(
    """
    WITH booked AS (
        INSERT INTO payments (id, intent_id, order_id, customer_id, partner_id, currency,
            invoice_id, amount_minor, captured_at)
        SELECT :payment_id, id, order_id, customer_id, partner_id, currency, invoice_id,
            amount_minor, :captured_at
        FROM payment_intents WHERE id = :intent_id
    ), ordered AS (
        UPDATE order_payments SET paid_intent_id = :intent_id WHERE order_id = :order_id
    ), invoiced AS (
        UPDATE invoices SET state = 'paid', paid_minor = :amount_minor, issued_on = :paid_on,
            number = :number, number_year = :number_year, number_sequence = :number_sequence
        WHERE id = :invoice_id
    )
    UPDATE payment_intents SET state = 'captured', gateway_payment_id = :gateway_payment_id,
        captured_at = :captured_at, paid_on = :paid_on, failure = NULL
    WHERE id = :intent_id
    """
)


async def add_payment(
    connection: AsyncConnection,
    payment_id: str,
    intent: Intent,
    *,
    amount_minor: int,
    currency: str,
    captured_at: datetime,
) -> bool:
    """Once per intent; False if the capture is booked already."""
    row = {
        "id": payment_id,
        "intent_id": intent.id,
        "order_id": intent.order_id,
        "customer_id": intent.customer_id,
        "partner_id": intent.partner_id,
        "invoice_id": intent.invoice_id,
        "amount_minor": amount_minor,
        "currency": currency,
        "captured_at": captured_at,
    }
    return (await connection.execute(ADD_PAYMENT, row)).first() is not None


async def capture(
    connection: AsyncConnection, captured: Intent, payment_id: str, number: dict[str, Any]
) -> None:
    """Store the intent as captured with its payment; its order is paid, and its draft becomes the
    invoice of that day, paid in full, under the number. The intent's order is locked."""
    values = {
        "payment_id": payment_id,
        "intent_id": captured.id,
        "order_id": captured.order_id,
        "invoice_id": captured.invoice_id,
        "amount_minor": captured.amount_minor,
        "gateway_payment_id": captured.gateway_payment_id,
        "captured_at": captured.captured_at,
        "paid_on": captured.paid_on,
    }
    await connection.execute(CAPTURE, values | number)


async def list_payments(connection: AsyncConnection, listing: Listing) -> Sequence[Row[Any]]:
    """Money that came in, newest first."""
    return (await connection.execute(newest_first(select(payments), payments, listing))).all()
