"""Gives what a credit note owes back to the card, in full or in part, some time after it was
issued.

The money goes back from the capture that paid the note's invoice. An invoice has at most one: what
else paid it was cash or a bank transfer, which no gateway can give back.
"""

from sqlalchemy.ext.asyncio import AsyncConnection

from chassis.problems import not_found
from contracts.refunds import CreditNoteOwesNothing, NoGatewayTookThePayment
from services.payments.context import Context
from services.payments.domain.invoicing.credit_notes import CreditNote
from services.payments.domain.refunding.refunds import Refund, room_for
from services.payments.messages import REFUND_OWED, RefundOwed
from services.payments.repository.collecting.intents import paying_intent
from services.payments.repository.invoicing import credit_notes
from services.payments.repository.refunding.refunds import (
    add_refund,
    known_refund,
    left_of_payment,
    refund_id_of,
    refunded_of_note,
)


async def refund_credit_note(
    context: Context, note_id: str, amount_minor: int | None, request_key: str
) -> Refund:
    """Once per request; without an amount, all that is left. Raises `CreditNoteOwesNothing`,
    `NoGatewayTookThePayment`, `RefundExceedsWhatIsLeft`."""
    business_key = f"credit_note/{note_id}/{request_key}"
    async with context.database.begin() as connection:
        note = await credit_notes.lock_note(connection, note_id)
        if note is None:
            raise not_found("credit note")
        refund_id = await refund_id_of(connection, business_key)
        if refund_id is None:
            refund_id = await _add(connection, note, amount_minor, business_key)
        owed = RefundOwed(refund_id=refund_id)
        message = await REFUND_OWED.add(context.outbox, connection, refund_id, owed)
        refund = await known_refund(connection, refund_id)
    context.inline.deliver_soon([message])
    return refund


async def _add(
    connection: AsyncConnection, note: CreditNote, amount_minor: int | None, business_key: str
) -> str:
    left_minor = note.owed_minor - await refunded_of_note(connection, note.id)
    if note.state != "refund_due" or not left_minor:
        raise CreditNoteOwesNothing(number=note.number)
    intent = await paying_intent(connection, note.invoice_id)
    if intent is None:
        raise NoGatewayTookThePayment
    left_of_capture = await left_of_payment(connection, intent.id)
    return await add_refund(
        connection,
        business_key,
        intent,
        amount_minor=room_for(amount_minor, left_minor, left_of_capture, note.currency),
        currency=note.currency,
        credit_note_id=note.id,
    )
