"""Prints an issued invoice or credit note at its first request and keeps the bytes: whoever asks
again gets the very same."""

import asyncio
import hashlib
from collections.abc import Awaitable, Callable

from contracts.bookkeeping import DocumentIsNotIssued
from services.payments.context import Context
from services.payments.documents.credit_note_sheet import CreditNotePage
from services.payments.documents.invoice_sheet import InvoicePage
from services.payments.documents.printing import MEDIA_TYPES, print_sheet
from services.payments.domain.invoicing.credit_notes import CreditNote
from services.payments.domain.invoicing.invoices import Invoice
from services.payments.domain.invoicing.printed import DocumentKind, Format, Printed
from services.payments.repository.collecting.intents import paying_intent
from services.payments.repository.invoicing.documents import find_document, keep_document
from services.payments.repository.invoicing.settlements import settled_at_issue
from services.payments.use_cases.invoicing.explain import reasons_of_invoice, reasons_of_note


async def print_invoice(context: Context, invoice: Invoice, wanted: Format) -> Printed:
    """Raises `DocumentIsNotIssued` for a draft and for a draft that was given up."""
    number, issued_on = invoice.number, invoice.issued_on
    if number is None or issued_on is None:
        raise DocumentIsNotIssued(document_state=invoice.state)

    async def written() -> InvoicePage:
        async with context.database.autocommit() as connection:
            intent = await paying_intent(connection, invoice.id)
            settled_minor = await settled_at_issue(connection, invoice.id)
        paid_on = intent.paid_on if intent and invoice.due_on is None else None
        reasons = await reasons_of_invoice(context, invoice)
        return InvoicePage(invoice, number, issued_on, reasons, paid_on, settled_minor)

    return await _once(context, invoice.id, "invoice", wanted, written)


async def print_credit_note(context: Context, note: CreditNote, wanted: Format) -> Printed:
    async def written() -> CreditNotePage:
        invoice, reasons = await reasons_of_note(context, note)
        return CreditNotePage(note, invoice, reasons)

    return await _once(context, note.id, "credit_note", wanted, written)


async def _once(
    context: Context,
    owner_id: str,
    kind: DocumentKind,
    wanted: Format,
    written: Callable[[], Awaitable[InvoicePage | CreditNotePage]],
) -> Printed:
    async with context.database.autocommit() as connection:
        known = await find_document(connection, owner_id, wanted)
    if known is not None:
        return known
    content = await asyncio.to_thread(_print, await written(), wanted)
    printed = Printed(
        owner_id=owner_id,
        kind=kind,
        format=wanted,
        media_type=MEDIA_TYPES[wanted],
        sha256=hashlib.sha256(content).hexdigest(),
        content=content,
    )
    async with context.database.autocommit() as connection:
        await keep_document(connection, printed)
        return await find_document(connection, owner_id, wanted) or printed


def _print(written: InvoicePage | CreditNotePage, wanted: Format) -> bytes:
    """Laying out what a large invoice says takes as long as printing it: both are for a thread."""
    return print_sheet(written.sheet(), wanted)
