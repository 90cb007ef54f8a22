"""Reads credit notes: one, a list, or what one was computed from."""

from chassis.listing import Listing
from chassis.problems import not_found
from contracts.payments import CreditPreview
from services.payments.context import Context
from services.payments.domain.invoicing.credit_notes import CreditNote
from services.payments.domain.invoicing.invoices import Invoice
from services.payments.repository.invoicing.credit_notes import list_notes, note_by_id, outcome_of
from services.payments.repository.invoicing.invoices import known_invoice


async def read_credit_note(context: Context, note_id: str) -> CreditNote:
    """Raises `ObjectIsNotFound`."""
    async with context.database.autocommit() as connection:
        note = await note_by_id(connection, note_id)
    if note is None:
        raise not_found("credit note")
    return note


async def list_credit_notes(context: Context, listing: Listing) -> list[CreditNote]:
    """Newest first."""
    async with context.database.autocommit() as connection:
        return await list_notes(connection, listing)


async def read_basis(context: Context, note: CreditNote) -> tuple[CreditPreview, Invoice]:
    """What the note was computed from: what was found then, and the invoice that it credits."""
    async with context.database.autocommit() as connection:
        outcome = await outcome_of(connection, note.order_item_id, note.revision)
        invoice = await known_invoice(connection, note.invoice_id)
    assert outcome is not None  # noqa: S101 - written in the note's transaction
    return outcome.preview, invoice
