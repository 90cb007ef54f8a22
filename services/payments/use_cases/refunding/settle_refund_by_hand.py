"""Books that a person gave back the money of a refund that failed."""

from chassis.failpoints import failpoint
from contracts.refunds import RefundIsNotPlausible, SettleRefundByHand
from services.payments.context import Context
from services.payments.domain.days import day_of
from services.payments.domain.refunding.refunds import Refund
from services.payments.repository.invoicing.invoices import known_invoice
from services.payments.repository.refunding.refunds import change_refund
from services.payments.use_cases.refunding.book_refund import book_refund
from services.payments.use_cases.refunding.read_refunds import known_refund, read_refund
from services.payments.use_cases.refunding.retry_refund import require_failed


async def settle_refund_by_hand(
    context: Context, refund_id: str, given: SettleRefundByHand, recorded_by: str
) -> Refund:
    """Booked once: only what failed is settled, and then it has not failed any more. Raises
    `RefundHasNotFailed`, `RefundIsNotPlausible`."""
    async with context.database.begin() as connection:
        refund = await known_refund(connection, refund_id, lock=True)
        invoice = await known_invoice(connection, refund.invoice_id)
        today = day_of(context.now(), invoice.party)
        if given.given_back_on > today:
            raise RefundIsNotPlausible(
                f"{given.given_back_on} is in the future; today is {today}. Nothing was booked."
            )
        require_failed(refund, "settled by hand")
        await change_refund(
            connection,
            refund,
            {
                "state": "succeeded",
                "settled_at": context.now(),
                "gateway_refund_id": None,  # what the gateway may make of it is another one
                "by_hand_method": given.method,
                "by_hand_reference": given.reference,
                "given_back_on": given.given_back_on,
                "recorded_by": recorded_by,
            },
        )
        await book_refund(context, connection, refund, given.method)
    failpoint("payments.refund_settled_by_hand")
    return await read_refund(context, refund_id)
