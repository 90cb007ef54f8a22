"""Asks for a person's look at a refund's order, once per cause."""

from typing import Any

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncConnection

from billing.money import format_minor
from services.payments.domain.collecting.intents import plain_words
from services.payments.means import ATTENTION_TOPIC, Means


async def flag_refund(
    means: Means, connection: AsyncConnection, refund: Row[Any], cause: str, what: str, why: str
) -> int:
    """The message, to be delivered once the transaction is committed. It reads "The refund … of …
    `what`: `why`"."""
    amount = format_minor(refund.amount_minor, refund.currency)
    key = f"refund/{refund.id}/{cause}"
    reason = f"The refund {refund.id} of {amount} {what}: {plain_words(why)}"
    flag = {"order_id": refund.order_id, "reason": reason, "key": key}
    return await means.outbox.add(connection, ATTENTION_TOPIC, key, flag)


async def ask_for_a_look(means: Means, refund: Row[Any], cause: str, why: str) -> None:
    """The gateway's answer about the refund decides nothing."""
    async with means.database.autocommit() as connection:
        message = await flag_refund(means, connection, refund, cause, "has an unclear outcome", why)
    means.deliver_soon([message])
