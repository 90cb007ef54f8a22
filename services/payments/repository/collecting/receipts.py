"""SQL of money that admins received: recorded once per invoice and reference."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from contracts.bookkeeping import RecordPayment
from services.payments.repository.invoicing.invoices import Invoice, invoice_by_id
from services.payments.tables.collecting import payments
from services.payments.tables.invoicing import invoices


async def lock_invoice(connection: AsyncConnection, invoice_id: str) -> Invoice | None:
    """The invoice, which nobody else pays or credits until the transaction ends."""
    row = select(invoices.c.id).where(invoices.c.id == invoice_id).with_for_update()
    await connection.execute(row)
    return await invoice_by_id(connection, invoice_id)


async def receipt_of(
    connection: AsyncConnection, invoice_id: str, reference: str
) -> Row[Any] | None:
    mine = (payments.c.invoice_id == invoice_id) & (payments.c.reference == reference)
    return (await connection.execute(select(payments).where(mine))).one_or_none()


async def add_receipt(
    connection: AsyncConnection,
    payment_id: str,
    invoice: Invoice,
    received: RecordPayment,
    *,
    recorded_by: str,
    at: datetime,
) -> Row[Any]:
    """The invoice's lock keeps a second one of the same reference out; so does a constraint."""
    row = insert(payments).values(
        id=payment_id,
        order_id=invoice.order_id,
        customer_id=invoice.party.customer_id,
        partner_id=invoice.party.partner_id,
        invoice_id=invoice.id,
        recorded_by=recorded_by,
        captured_at=at,
        **received.model_dump(),
    )
    added: Row[Any] = (await connection.execute(row.returning(payments))).one()
    return added
