"""SQL of money that came in: booked once per intent, or once per invoice and reference."""

from dataclasses import asdict

from sqlalchemy import select, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from chassis.listing import Listing, newest_first
from chassis.rows import columns_of, record_of
from services.payments.domain.collecting.intents import Intent
from services.payments.domain.collecting.payments import Payment
from services.payments.repository.invoicing.numbers import TakenNumber
from services.payments.tables.collecting import payments

PAYMENTS = select(*columns_of(payments, Payment))
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
        FROM payment_intents WHERE id = :id
    ), ordered AS (
        UPDATE order_payments SET paid_intent_id = :id WHERE order_id = :order_id
    ), invoiced AS (
        UPDATE invoices SET state = 'paid', paid_minor = :amount_minor, issued_on = :paid_on,
            number = :number, number_year = :number_year, number_sequence = :number_sequence
        WHERE id = :invoice_id
    )
    UPDATE payment_intents SET state = 'captured', gateway_payment_id = :gateway_payment_id,
        captured_at = :captured_at, paid_on = :paid_on, failure = NULL
    WHERE id = :id
    """
)


async def add_payment(connection: AsyncConnection, payment: Payment) -> bool:
    """False if it is booked already."""
    return (await connection.execute(ADD_PAYMENT, asdict(payment))).first() is not None


async def capture(
    connection: AsyncConnection, captured: Intent, payment_id: str, number: TakenNumber
) -> None:
    """Store the intent as captured with its payment; its order is paid, and its draft becomes the
    invoice of that day, paid in full, under the number. The intent's order is locked."""
    values = asdict(captured) | number.columns | {"payment_id": payment_id}
    await connection.execute(CAPTURE, values)


async def receipt_of(
    connection: AsyncConnection, invoice_id: str, reference: str
) -> Payment | None:
    """What an admin recorded on the invoice under the reference."""
    t = payments.c
    mine = PAYMENTS.where(t.invoice_id == invoice_id, t.reference == reference)
    row = (await connection.execute(mine)).one_or_none()
    return record_of(Payment, row) if row else None


async def list_payments(connection: AsyncConnection, listing: Listing) -> list[Payment]:
    """Newest first."""
    rows = await connection.execute(newest_first(PAYMENTS, payments, listing))
    return [record_of(Payment, row) for row in rows]
