"""Reads invoices: one, or a list."""

from chassis.listing import Listing
from chassis.page_sizes import Found
from chassis.problems import not_found
from services.payments.context import Context
from services.payments.domain.invoicing.invoices import Invoice
from services.payments.repository.invoicing import invoices


async def read_invoice(context: Context, invoice_id: str) -> Invoice:
    """With its items. Raises `ObjectIsNotFound`."""
    async with context.database.autocommit() as connection:
        invoice = await invoices.invoice_by_id(connection, invoice_id)
    if invoice is None:
        raise not_found("invoice")
    return invoice


async def list_invoices(context: Context, listing: Listing) -> Found[Invoice]:
    """Newest first, as many as a page has room for, without segments."""
    async with context.database.autocommit() as connection:
        return await invoices.list_invoices(connection, listing)
