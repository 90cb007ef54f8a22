"""Asks for a person's look at a refund's order, once per cause."""

from typing import Literal

from sqlalchemy.ext.asyncio import AsyncConnection

from contracts.said import Said, said
from services.payments.context import Context
from services.payments.domain.refunding.refunds import Refund
from services.payments.messages import ORDER_FLAGGED, OrderFlagged


async def flag_refund(
    context: Context,
    connection: AsyncConnection,
    refund: Refund,
    cause: str,
    outcome: Literal["failed", "unclear", "came_back", "ended"],
    why: Said,
) -> int:
    """The message, to be delivered once the transaction is committed."""
    key = f"refund/{refund.id}/{cause}"
    said_so = said(
        "attention.refund",
        outcome=outcome,
        refund_id=refund.id,
        amount_minor=refund.amount_minor,
        currency=refund.currency,
        why=why,
    )
    flag = OrderFlagged(order_id=refund.order_id, why=said_so, key=key)
    return await ORDER_FLAGGED.add(context.outbox, connection, key, flag)


async def ask_for_a_look(context: Context, refund: Refund, cause: str, why: Said) -> None:
    """The gateway's answer about the refund decides nothing."""
    async with context.database.autocommit() as connection:
        message = await flag_refund(context, connection, refund, cause, "unclear", why)
    context.inline.deliver_soon([message])
