"""Has a refund that failed asked for again, as a person wants it or as the gateway has made it."""

from sqlalchemy.ext.asyncio import AsyncConnection

from contracts.refunds import RefundHasNotFailed
from services.payments.context import Context
from services.payments.domain.refunding.refunds import Refund, RefundChange
from services.payments.messages import REFUND_OWED, RefundOwed
from services.payments.repository.refunding.refunds import change_refund
from services.payments.use_cases.refunding.read_refunds import known_refund, read_refund
from services.payments.use_cases.refunding.wake_refund import wake_refund


async def retry_refund(context: Context, refund_id: str) -> Refund:
    """A new round, under new keys, unless it was ended: then the gateway is asked under the same
    key, as it may have made it. Raises `RefundHasNotFailed`."""
    async with context.database.begin() as connection:
        failed = await known_refund(connection, refund_id, lock=True)
        require_failed(failed, "tried again")
        message = await _begin_round(context, connection, failed, {})
    context.inline.deliver_soon([message])
    return await read_refund(context, refund_id)


async def adopt_refund(context: Context, refund_id: str, gateway_refund_id: str) -> None:
    """Take what the gateway has made for the one whose answer never came, or that failed here: its
    workflow asks about it and books it, and nobody makes it a second time."""
    made: RefundChange = {"gateway_refund_id": gateway_refund_id}
    async with context.database.begin() as connection:
        owed = await known_refund(connection, refund_id, lock=True)
        if owed.state == "failed":
            await _begin_round(context, connection, owed, made)
        elif owed.state == "pending":
            await change_refund(connection, owed, made)
    await wake_refund(context, refund_id)


async def _begin_round(
    context: Context, connection: AsyncConnection, failed: Refund, change: RefundChange
) -> int:
    """The message that has its workflow started."""
    rounds = failed.rounds + 1
    await change_refund(connection, failed, {**change, "state": "pending", "rounds": rounds})
    owed = RefundOwed(refund_id=failed.id)
    return await REFUND_OWED.add(context.outbox, connection, f"{failed.id}/{rounds}", owed)


def require_failed(refund: Refund, wanted: str) -> None:
    """Raises `RefundHasNotFailed`."""
    if refund.state != "failed":
        raise RefundHasNotFailed(
            f"Only a refund that has failed is {wanted}; this one is on its way or has succeeded."
            " Nothing was done."
        )
