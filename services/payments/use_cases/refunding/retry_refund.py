"""Has a refund that failed tried again, as a person wants it."""

from dataclasses import replace

from sqlalchemy.ext.asyncio import AsyncConnection

from contracts.refunds import RefundHasNotFailed
from services.payments.context import Context
from services.payments.domain.refunding.refunds import Refund, RefundChange
from services.payments.messages import REFUND_OWED, RefundOwed
from services.payments.repository.refunding.refunds import change_refund
from services.payments.use_cases.refunding.read_refunds import known_refund, read_refund


async def retry_refund(context: Context, refund_id: str) -> Refund:
    """A new round of tries, under new keys. Raises `RefundHasNotFailed`."""
    async with context.database.begin() as connection:
        failed = await known_refund(connection, refund_id, lock=True)
        require_failed(failed, "tried again")
        message = await start_round(context, connection, failed)
    context.inline.deliver_soon([message])
    return await read_refund(context, refund_id)


async def start_round(
    context: Context,
    connection: AsyncConnection,
    failed: Refund,
    gateway_refund_id: str | None = None,
) -> int:
    """The message that has it made, or asked about if the gateway has made it under that id."""
    again = replace(failed, rounds=failed.rounds + 1)
    change: RefundChange = {"state": "pending", "rounds": again.rounds}
    await change_refund(connection, failed, change | {"gateway_refund_id": gateway_refund_id})
    owed = RefundOwed(refund_id=failed.id)
    return await REFUND_OWED.add(context.outbox, connection, again.message_key, owed)


def require_failed(refund: Refund, wanted: str) -> None:
    """Raises `RefundHasNotFailed`."""
    if refund.state != "failed":
        raise RefundHasNotFailed(
            f"Only a refund that has failed is {wanted}; this one is on its way or has succeeded."
            " Nothing was done."
        )
