"""SQL that reads back from the outbox how long an order may stay unpaid, as its workflow heard."""

from sqlalchemy import ColumnElement, select
from sqlalchemy.ext.asyncio import AsyncConnection

from services.orders.messages import ORDER_PLACED, PAYMENT_TRIED_AGAIN, attempt_key
from services.orders.tables import METADATA

outbox = METADATA.tables["outbox"]


async def payment_seconds_sent(connection: AsyncConnection, order_id: str) -> int | None:
    """From placing on; None when that is forgotten."""
    seconds = outbox.c.payload["terms"]["payment_seconds"].as_integer()
    return await _sent(connection, seconds, ORDER_PLACED.name, order_id)


async def attempt_seconds_sent(
    connection: AsyncConnection, order_id: str, attempt: int
) -> int | None:
    """From a further attempt on; None where it has no longer than usual."""
    seconds = outbox.c.payload["payment_seconds"].as_integer()
    key = attempt_key(order_id, attempt)
    return await _sent(connection, seconds, PAYMENT_TRIED_AGAIN.name, key)


async def _sent(
    connection: AsyncConnection, seconds: ColumnElement[int], topic: str, key: str
) -> int | None:
    sent = select(seconds).where(outbox.c.topic == topic, outbox.c.key == key)
    found: int | None = (await connection.execute(sent)).scalar_one_or_none()
    return found
