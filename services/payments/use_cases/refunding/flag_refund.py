"""Asks for a person's look at a refund's order, once per cause."""

from sqlalchemy.ext.asyncio import AsyncConnection

from billing.money import format_minor
from services.payments.context import Context
from services.payments.domain.collecting.intents import plain_words
from services.payments.domain.refunding.refunds import Refund
from services.payments.messages import ORDER_FLAGGED, OrderFlagged


async def flag_refund(
    context: Context, connection: AsyncConnection, refund: Refund, cause: str, what: str, why: str
) -> int:
    """The message, to be delivered once the transaction is committed. It reads "The refund … of …
    `what`: `why`"."""
    amount = format_minor(refund.amount_minor, refund.currency)
    key = f"refund/{refund.id}/{cause}"
    reason = f"The refund {refund.id} of {amount} {what}: {plain_words(why)}"
    flag = OrderFlagged(order_id=refund.order_id, reason=reason, key=key)
    return await ORDER_FLAGGED.add(context.outbox, connection, key, flag)


async def ask_for_a_look(context: Context, refund: Refund, cause: str, why: str) -> None:
    """The gateway's answer about the refund decides nothing."""
    async with context.database.autocommit() as connection:
        message = await flag_refund(
            context, connection, refund, cause, "has an unclear outcome", why
        )
    context.inline.deliver_soon([message])
