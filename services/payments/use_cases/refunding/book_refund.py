"""Books a refund that has been given back, whichever way: the ledger, and its credit note."""

from sqlalchemy.ext.asyncio import AsyncConnection

from services.payments.context import Context
from services.payments.domain.bookkeeping.ledger import refund_entry
from services.payments.domain.refunding.refunds import Refund
from services.payments.repository.bookkeeping.ledger import book
from services.payments.repository.invoicing import credit_notes
from services.payments.repository.refunding.refunds import refunded_of_note


async def book_refund(
    context: Context, connection: AsyncConnection, refund: Refund, way: str
) -> None:
    """In the transaction that makes it succeed. `way` is the gateway, or the method by hand; a
    credit note is refunded once nothing of it is left."""
    note_id = refund.credit_note_id
    if note_id is not None:
        note = await credit_notes.lock_note(connection, note_id)
        given_minor = await refunded_of_note(connection, note_id, only_succeeded=True)
        if note is not None and given_minor >= note.owed_minor:
            await credit_notes.move_note(connection, note_id, "refunded")
    entry = refund_entry(refund.id, refund.customer_id, way, refund.amount_minor, refund.returns)
    await book(connection, refund.account, [entry], context.now())
