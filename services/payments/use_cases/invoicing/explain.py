"""Explains an issued document from what is stored of it, so that the answer never changes."""

import asyncio

from contracts.actors import Actor
from contracts.explaining import Explanation
from services.payments.context import Context
from services.payments.domain.invoicing.credit_notes import CreditNote
from services.payments.domain.invoicing.explaining import Reasons, explain_items
from services.payments.domain.invoicing.explaining_credit import (
    explain_credit,
    explain_difference,
    explain_supplement,
)
from services.payments.domain.invoicing.invoices import Invoice
from services.payments.repository.invoicing.credit_notes import outcome_of, outcome_of_supplement
from services.payments.repository.invoicing.invoices import known_invoice
from services.payments.repository.invoicing.settlements import settled_at_issue
from services.payments.views.explaining import explanation


async def explain_invoice(context: Context, invoice: Invoice, viewer: Actor) -> Explanation:
    """A draft is explained as it would be charged now."""
    reasons = await reasons_of_invoice(context, invoice)
    return await asyncio.to_thread(explanation, invoice, reasons, viewer)


async def explain_credit_note(context: Context, note: CreditNote, viewer: Actor) -> Explanation:
    _, reasons = await reasons_of_note(context, note)
    return await asyncio.to_thread(explanation, note, reasons, viewer)


async def reasons_of_invoice(context: Context, invoice: Invoice) -> Reasons:
    async with context.database.autocommit() as connection:
        outcome = await outcome_of_supplement(connection, invoice.id)
        settled_minor = await settled_at_issue(connection, invoice.id) if outcome else 0
    lines = await asyncio.to_thread(explain_items, invoice.items, invoice.currency)
    if outcome is None:
        return Reasons(lines)
    amount, currency = invoice.amount, invoice.currency
    return Reasons(lines, explain_supplement(outcome.credit, amount, currency, settled_minor))


async def reasons_of_note(context: Context, note: CreditNote) -> tuple[Invoice, Reasons]:
    """With the invoice that it credits."""
    async with context.database.autocommit() as connection:
        outcome = await outcome_of(connection, note.order_item_id, note.revision)
        invoice = await known_invoice(connection, note.invoice_id)
    assert outcome is not None  # noqa: S101 - written in the note's transaction
    credit, items = outcome.credit, invoice.items_of(note.order_item_id)
    return invoice, Reasons(
        explain_credit(credit, items, note.currency),
        explain_difference(credit, note.amount, note.replaces, note.currency),
    )
