"""Takes a refund that the gateway has made for the one that we owe."""

from services.payments.context import Context
from services.payments.repository.refunding.refunds import change_refund, refund_by_id
from services.payments.use_cases.refunding.retry_refund import start_round


async def adopt_refund(context: Context, refund_id: str, gateway_refund_id: str) -> None:
    """Of one whose answer never came, or that failed here: the next step asks about it and books
    it, and nobody makes it a second time."""
    async with context.database.begin() as connection:
        owed = await refund_by_id(connection, refund_id, lock=True)
        if owed is None or owed.gateway_refund_id is not None:
            return
        if owed.state == "pending":
            await change_refund(connection, owed, {"gateway_refund_id": gateway_refund_id})
        elif owed.state == "failed":
            await start_round(context, connection, owed, gateway_refund_id)
