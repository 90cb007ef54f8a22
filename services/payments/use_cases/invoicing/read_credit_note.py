"""Reads a credit note."""

from typing import Any

from sqlalchemy import Row

from chassis.problems import not_found
from services.payments.context import Context
from services.payments.repository.invoicing.credit_notes import note_by_id


async def read_credit_note(context: Context, note_id: str) -> Row[Any]:
    """Raises `ObjectIsNotFound`."""
    async with context.database.autocommit() as connection:
        note = await note_by_id(connection, note_id)
    if note is None:
        raise not_found("credit note")
    return note
