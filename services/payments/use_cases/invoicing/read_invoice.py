"""Reads an invoice."""

from chassis.problems import not_found
from services.payments.context import Context
from services.payments.repository.invoicing.invoices import Invoice, invoice_by_id


async def read_invoice(context: Context, invoice_id: str) -> Invoice:
    """With its items. Raises `ObjectIsNotFound`."""
    async with context.database.autocommit() as connection:
        invoice = await invoice_by_id(connection, invoice_id)
    if invoice is None:
        raise not_found("invoice")
    return invoice
