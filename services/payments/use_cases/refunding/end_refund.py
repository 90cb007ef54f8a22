"""Gives up a refund whose outcome stays unknown, as an operator or admin wants."""

from contracts.refunds import RefundIsSettled
from services.payments.context import Context
from services.payments.domain.refunding.refunds import Refund, RefundChange
from services.payments.messages import REFUND_OWED, RefundOwed
from services.payments.repository.refunding.refunds import change_refund
from services.payments.use_cases.refunding.flag_refund import flag_refund
from services.payments.use_cases.refunding.read_refunds import known_refund, read_refund

MAY_STILL_ARRIVE = "was ended and may still arrive; ask the gateway before you pay"


async def end_refund(context: Context, refund_id: str, reason: str, ended_by: str) -> Refund:
    """Its try stays as it is: a retry asks for the same refund, and what the gateway has made all
    the same is booked. The same again changes nothing. Raises `RefundIsSettled`."""
    async with context.database.begin() as connection:
        refund = await known_refund(connection, refund_id, lock=True)
        if refund.state == "failed" and (refund.ended_by, refund.end_reason) == (ended_by, reason):
            return refund
        if refund.state != "pending":
            raise RefundIsSettled(
                f"Only a refund that is pending can be ended; this one has {refund.state}."
                " Nothing was done."
            )
        why, cause = f"{ended_by}: {reason}", f"ended/{refund.rounds}"
        end: RefundChange = {"state": "failed", "ended_by": ended_by, "end_reason": reason}
        await change_refund(connection, refund, {**end, "failure": f"Ended by {why}"})
        flag = await flag_refund(context, connection, refund, cause, MAY_STILL_ARRIVE, why)
        key, ended = f"{refund.id}/{cause}", RefundOwed(refund_id=refund.id)
        hint = await REFUND_OWED.add(context.outbox, connection, key, ended)
    context.inline.deliver_soon([flag, hint])
    return await read_refund(context, refund_id)
