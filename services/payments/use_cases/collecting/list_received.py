"""Lists the money that came in; an offline payment with what its receipt says."""

from dataclasses import replace

from chassis.listing import Listing
from contracts.bookkeeping import RecordPayment
from services.payments.context import Context
from services.payments.domain.collecting.payments import Payment
from services.payments.gateways.offline.statements import receipts_of
from services.payments.repository.collecting.payments import list_payments


async def list_received(context: Context, listing: Listing) -> list[Payment]:
    """Newest first."""
    async with context.database.autocommit() as connection:
        payments = await list_payments(connection, listing)
        intent_ids = [payment.intent_id for payment in payments if payment.intent_id is not None]
        receipts = await receipts_of(connection, intent_ids)
    return [_with_receipt(payment, receipts.get(payment.intent_id or "")) for payment in payments]


def _with_receipt(payment: Payment, receipt: RecordPayment | None) -> Payment:
    if receipt is None:
        return payment
    return replace(
        payment,
        method=receipt.method,
        reference=receipt.reference,
        received_on=receipt.received_on,
    )
