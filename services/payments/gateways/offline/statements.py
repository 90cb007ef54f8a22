"""SQL of the offline book: one row a key, moved under its lock, and never back."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, or_, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from contracts.bookkeeping import RecordPayment
from services.payments.gateways.offline.tables import offline_checkouts as book
from services.payments.tables.collecting import payment_intents


async def add_checkout(connection: AsyncConnection, values: dict[str, Any]) -> bool:
    """False when the key, or by chance the payment reference, is there already."""
    row = insert(book).values(state="open", **values).on_conflict_do_nothing()
    return (await connection.execute(row.returning(book.c.id))).first() is not None


async def checkout_of_key(connection: AsyncConnection, key: str) -> Row[Any] | None:
    return (await connection.execute(select(book).where(book.c.key == key))).one_or_none()


async def checkout_by_id(connection: AsyncConnection, checkout_id: str) -> Row[Any] | None:
    return (await connection.execute(select(book).where(book.c.id == checkout_id))).one_or_none()


async def lock_checkout_of(connection: AsyncConnection, intent_id: str) -> Row[Any] | None:
    """An intent's checkout, which nobody else cancels or pays until the transaction ends."""
    mine = select(book).where(book.c.reference == intent_id)
    wanted = mine.order_by(book.c.id.desc()).limit(1).with_for_update()
    return (await connection.execute(wanted)).one_or_none()


async def cancel_open(connection: AsyncConnection, checkout_id: str) -> None:
    still_open = (book.c.id == checkout_id) & (book.c.state == "open")
    await connection.execute(update(book).where(still_open).values(state="cancelled"))


async def write_receipt(
    connection: AsyncConnection,
    checkout_id: str,
    received: RecordPayment,
    *,
    received_at: datetime,
    recorded_by: str,
    recorded_at: datetime,
) -> None:
    """The caller holds the row's lock and has seen that nothing was received yet."""
    values = {
        "state": "captured",
        "received_minor": received.amount_minor,
        "received_on": received.received_on,
        "received_at": received_at,
        "method": received.method,
        "receipt_reference": received.reference,
        "recorded_by": recorded_by,
        "recorded_at": recorded_at,
    }
    await connection.execute(update(book).where(book.c.id == checkout_id).values(**values))


def receipt_in(row: Row[Any]) -> RecordPayment:
    """What was recorded on a captured row."""
    return RecordPayment(
        amount_minor=row.received_minor,
        currency=row.currency,
        method=row.method,
        received_on=row.received_on,
        reference=row.receipt_reference,
    )


async def receipts_of(
    connection: AsyncConnection, intent_ids: Sequence[str]
) -> dict[str, RecordPayment]:
    """By intent; without those that no money was recorded for."""
    paid = select(book).where(book.c.reference.in_(intent_ids), book.c.state == "captured")
    found = (await connection.execute(paid)).all()
    return {row.reference: receipt_in(row) for row in found}


async def received_between(
    connection: AsyncConnection, since: datetime, until: datetime, after_id: str | None, limit: int
) -> Sequence[Row[Any]]:
    """What came or was recorded in this time, as a receipt is often written down days later."""
    came, recorded = (
        (moment >= since) & (moment < until) for moment in (book.c.received_at, book.c.recorded_at)
    )
    wanted = select(book).where(book.c.state == "captured", or_(came, recorded))
    if after_id is not None:
        wanted = wanted.where(book.c.id > after_id)
    return (await connection.execute(wanted.order_by(book.c.id).limit(limit))).all()


async def list_offline(
    connection: AsyncConnection,
    *,
    partner_id: int | None,
    state: str | None,
    payment_reference: str | None,
    order_id: str | None,
    below_id: str | None,
    limit: int,
) -> Sequence[Row[Any]]:
    """With the order and customer that each belongs to, newest first."""
    t = payment_intents
    given = [
        (t.c.partner_id, partner_id),
        (t.c.order_id, order_id),
        (book.c.state, state),
        (book.c.payment_reference, payment_reference),
    ]
    wanted = (
        select(book, t.c.order_id, t.c.customer_id)
        .join(t, t.c.id == book.c.reference)
        .where(*(column == value for column, value in given if value is not None))
    )
    if below_id is not None:
        wanted = wanted.where(book.c.id < below_id)
    return (await connection.execute(wanted.order_by(book.c.id.desc()).limit(limit))).all()
