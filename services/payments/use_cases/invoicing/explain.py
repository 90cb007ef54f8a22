"""Explains an issued document from what is stored of it, so that the answer never changes."""

import asyncio

from contracts.explaining import Explanation
from services.payments.context import Context
from services.payments.domain.invoicing.credit_notes import CreditNote
from services.payments.domain.invoicing.explaining import explain_items
from services.payments.domain.invoicing.explaining_credit import (
    explain_credit,
    explain_difference,
    explain_supplement,
)
from services.payments.domain.invoicing.invoices import Invoice
from services.payments.repository.invoicing.credit_notes import outcome_of_supplement
from services.payments.repository.invoicing.settlements import settled_at_issue
from services.payments.use_cases.invoicing.read_credit_note import read_basis


async def explain_invoice(context: Context, invoice: Invoice) -> Explanation:
    """A draft is explained as it would be charged now."""
    async with context.database.autocommit() as connection:
        outcome = await outcome_of_supplement(connection, invoice.id)
        settled_minor = await settled_at_issue(connection, invoice.id) if outcome else 0
    lines = await asyncio.to_thread(explain_items, invoice.items, invoice.currency)
    told = [line.sentence for line in lines]
    if outcome is not None:
        told = explain_supplement(outcome.preview, invoice.amount, invoice.currency, settled_minor)
    return Explanation(
        document="invoice",
        document_id=invoice.id,
        number=invoice.number,
        currency=invoice.currency,
        amount=invoice.amount,
        lines=lines,
        sentences=told,
    )


async def explain_credit_note(context: Context, note: CreditNote) -> Explanation:
    preview, invoice = await read_basis(context, note)
    return Explanation(
        document="credit_note",
        document_id=note.id,
        number=note.number,
        currency=note.currency,
        amount=note.amount,
        lines=explain_credit(preview, invoice.items_of(note.order_item_id), note.currency),
        sentences=explain_difference(preview, note.amount, note.replaces, note.currency),
    )
