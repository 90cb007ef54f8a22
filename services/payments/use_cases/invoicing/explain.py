"""Explains an issued document from what is stored of it, so that the answer never changes."""

from typing import Any

from sqlalchemy import Row

from chassis.problems import not_found
from contracts.explaining import Explanation
from contracts.payments import CreditPreview
from services.payments.context import Context
from services.payments.domain.invoicing.explaining import explain_items
from services.payments.domain.invoicing.explaining_credit import (
    explain_credit,
    explain_difference,
    explain_supplement,
)
from services.payments.repository.invoicing import credit_notes
from services.payments.repository.invoicing.invoices import Invoice, amount_of, invoice_by_id
from services.payments.repository.invoicing.settlements import settled_at_issue


async def explain_invoice(context: Context, invoice_id: str) -> tuple[Invoice, Explanation]:
    """Raises `ObjectIsNotFound`. A draft is explained as it would be charged now."""
    async with context.database.autocommit() as connection:
        invoice = await invoice_by_id(connection, invoice_id)
        if invoice is None:
            raise not_found("invoice")
        outcome = await credit_notes.outcome_of_supplement(connection, invoice_id)
        settled_minor = await settled_at_issue(connection, invoice_id) if outcome else 0
    lines = explain_items(invoice.items, invoice.currency)
    told = [line.sentence for line in lines]
    if outcome is not None:
        preview = CreditPreview.model_validate(outcome.preview)
        told = explain_supplement(preview, invoice.amount, invoice.currency, settled_minor)
    explained = Explanation(
        document="invoice",
        document_id=invoice.id,
        number=invoice.number,
        currency=invoice.currency,
        amount=invoice.amount,
        lines=lines,
        sentences=told,
    )
    return invoice, explained


async def explain_credit_note(context: Context, note_id: str) -> tuple[Row[Any], Explanation]:
    """Raises `ObjectIsNotFound`."""
    async with context.database.autocommit() as connection:
        note = await credit_notes.note_by_id(connection, note_id)
        if note is None:
            raise not_found("credit note")
        outcome = await credit_notes.outcome_of(connection, note.order_item_id, note.revision)
        invoice = await invoice_by_id(connection, note.invoice_id)
    assert outcome is not None  # noqa: S101 - written with the note
    assert invoice is not None  # noqa: S101 - a foreign key holds it
    preview = CreditPreview.model_validate(outcome.preview)
    items = [item for item in invoice.items if item.order_item_id == note.order_item_id]
    amount = amount_of(note)
    explained = Explanation(
        document="credit_note",
        document_id=note.id,
        number=note.number,
        currency=note.currency,
        amount=amount,
        lines=explain_credit(preview, items, note.currency),
        sentences=explain_difference(preview, amount, note.replaces, note.currency),
    )
    return note, explained
