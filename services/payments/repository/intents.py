"""SQL of payment intents, captures, and the row that serialises an order's payments."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from contracts.payments import IntentState
from services.payments.domain.intents import Intent
from services.payments.tables import order_payments, payment_intents, payments

FIELDS = [payment_intents.c[name] for name in Intent.__dataclass_fields__]
UNSETTLED = ("created", "open", "processing")


async def lock_order(connection: AsyncConnection, order_id: str) -> Row[Any]:
    """The order's payment row, made if missing, locked until the transaction ends."""
    t = order_payments
    await connection.execute(insert(t).values(order_id=order_id).on_conflict_do_nothing())
    locked = select(t).where(t.c.order_id == order_id).with_for_update()
    return (await connection.execute(locked)).one()


async def change_order(connection: AsyncConnection, order_id: str, **values: Any) -> None:
    t = order_payments
    await connection.execute(update(t).where(t.c.order_id == order_id).values(**values))


async def add_intent(connection: AsyncConnection, intent: Intent) -> None:
    """Once per order and attempt."""
    values = {name: getattr(intent, name) for name in Intent.__dataclass_fields__}
    await connection.execute(insert(payment_intents).values(**values).on_conflict_do_nothing())


async def intent_by_id(
    connection: AsyncConnection, intent_id: str, *, lock: bool = False
) -> Intent | None:
    wanted = select(*FIELDS).where(payment_intents.c.id == intent_id)
    row = (await connection.execute(wanted.with_for_update() if lock else wanted)).one_or_none()
    return Intent(**row._mapping) if row else None


async def intent_of_gateway(
    connection: AsyncConnection, gateway: str, payment_id: str, reference: str | None
) -> Intent | None:
    """By the gateway's id; by our own that it sent back only while it has not told us its id."""
    t = payment_intents
    early = (t.c.id == reference) & t.c.gateway_payment_id.is_(None)
    mine = (t.c.gateway_payment_id == payment_id) | early
    wanted = select(*FIELDS).where(t.c.gateway == gateway, mine).limit(1)
    row = (await connection.execute(wanted)).one_or_none()
    return Intent(**row._mapping) if row else None


async def intents_of_order(
    connection: AsyncConnection, order_id: str, *, below: int | None = None, limit: int = 1_000
) -> list[Intent]:
    """Newest attempt first; `below` an attempt for the following page."""
    t = payment_intents
    wanted = select(*FIELDS).where(t.c.order_id == order_id)
    if below is not None:
        wanted = wanted.where(t.c.attempt < below)
    rows = await connection.execute(wanted.order_by(t.c.attempt.desc()).limit(limit))
    return [Intent(**row._mapping) for row in rows]


async def unsettled_intents(
    connection: AsyncConnection, order_id: str, *, before_attempt: int | None = None
) -> list[Intent]:
    t = payment_intents
    wanted = select(*FIELDS).where(t.c.order_id == order_id, t.c.state.in_(UNSETTLED))
    if before_attempt is not None:
        wanted = wanted.where(t.c.attempt < before_attempt)
    return [Intent(**row._mapping) for row in await connection.execute(wanted)]


async def record_opened(
    connection: AsyncConnection, intent_id: str, payment_id: str, page_url: str | None
) -> None:
    """The gateway has the checkout. A webhook may have moved the state on already."""
    t = payment_intents
    known = {"gateway_payment_id": payment_id, "page_url": page_url}
    opened = update(t).where(t.c.id == intent_id, t.c.state == "created")
    await connection.execute(update(t).where(t.c.id == intent_id).values(**known))
    await connection.execute(opened.values(state="open"))


async def move_intent(
    connection: AsyncConnection, intent: Intent, state: IntentState, **values: Any
) -> bool:
    """From the state that was read under the lock; False if it is no longer that."""
    t = payment_intents
    move = (
        update(t)
        .where(t.c.id == intent.id, t.c.state == intent.state)
        .values(state=state, **values)
    )
    return (await connection.execute(move)).rowcount == 1


async def add_payment(
    connection: AsyncConnection,
    payment_id: str,
    intent: Intent,
    *,
    amount_minor: int,
    currency: str,
    captured_at: datetime,
) -> bool:
    """Once per intent; False if the capture is booked already."""
    row = insert(payments).values(
        id=payment_id,
        intent_id=intent.id,
        order_id=intent.order_id,
        customer_id=intent.customer_id,
        partner_id=intent.partner_id,
        invoice_id=intent.invoice_id,
        amount_minor=amount_minor,
        currency=currency,
        captured_at=captured_at,
    )
    once = row.on_conflict_do_nothing().returning(payments.c.id)
    return (await connection.execute(once)).first() is not None


async def list_payments(
    connection: AsyncConnection,
    *,
    order_id: str | None,
    customer_id: str | None,
    partner_id: int | None,
    below_id: str | None,
    limit: int,
) -> Sequence[Row[Any]]:
    """Captures, newest first."""
    t = payments
    given = {"order_id": order_id, "customer_id": customer_id, "partner_id": partner_id}
    wanted = select(t).where(*(t.c[name] == v for name, v in given.items() if v is not None))
    if below_id is not None:
        wanted = wanted.where(t.c.id < below_id)
    return (await connection.execute(wanted.order_by(t.c.id.desc()).limit(limit))).all()


async def paying_intent(connection: AsyncConnection, invoice_id: str) -> Intent | None:
    """The captured intent that paid an invoice through a gateway."""
    t = payment_intents
    wanted = select(*FIELDS).where(t.c.invoice_id == invoice_id, t.c.state == "captured")
    row = (await connection.execute(wanted)).one_or_none()
    return Intent(**row._mapping) if row else None
