"""Reads credit notes: one, or a list."""

from chassis.listing import Listing
from chassis.problems import not_found
from services.payments.context import Context
from services.payments.domain.invoicing.credit_notes import CreditNote
from services.payments.repository.invoicing.credit_notes import list_notes, note_by_id


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
