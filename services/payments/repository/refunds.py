"""SQL of refunds: money to give back through the gateway."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from chassis.ids import new_id
from services.payments.domain.intents import Intent
from services.payments.tables import payment_intents, refunds


async def add_refund(
    connection: AsyncConnection,
    business_key: str,
    intent: Intent,
    *,
    amount_minor: int,
    currency: str,
    credit_note_id: str | None = None,
) -> str:
    """A pending refund, once per business key; its id."""
    row = insert(refunds).values(
        id=new_id("ref"),
        business_key=business_key,
        order_id=intent.order_id,
        customer_id=intent.customer_id,
        partner_id=intent.partner_id,
        currency=currency,
        intent_id=intent.id,
        credit_note_id=credit_note_id,
        amount_minor=amount_minor,
        state="pending",
        tries=0,
    )
    same = row.on_conflict_do_update(
        index_elements=["business_key"], set_={"business_key": row.excluded.business_key}
    )
    return str((await connection.execute(same.returning(refunds.c.id))).scalar_one())


async def refund_to_make(
    connection: AsyncConnection, refund_id: str, *, lock: bool = False
) -> Row[Any] | None:
    """A refund with the payment that it gives back from."""
    wanted = (
        select(refunds, payment_intents.c.gateway_payment_id, payment_intents.c.gateway)
        .join(payment_intents, payment_intents.c.id == refunds.c.intent_id)
        .where(refunds.c.id == refund_id)
    )
    if lock:
        wanted = wanted.with_for_update(of=refunds)
    return (await connection.execute(wanted)).one_or_none()


async def change_refund(connection: AsyncConnection, refund_id: str, **values: Any) -> None:
    """What has succeeded stays."""
    open_still = (refunds.c.id == refund_id) & (refunds.c.state != "succeeded")
    await connection.execute(update(refunds).where(open_still).values(**values))


async def list_refunds(
    connection: AsyncConnection,
    *,
    order_id: str | None,
    customer_id: str | None,
    partner_id: int | None,
    below_id: str | None,
    limit: int,
) -> Sequence[Row[Any]]:
    """Newest first."""
    given = {"order_id": order_id, "customer_id": customer_id, "partner_id": partner_id}
    wanted = select(refunds).where(
        *(refunds.c[name] == value for name, value in given.items() if value is not None)
    )
    if below_id is not None:
        wanted = wanted.where(refunds.c.id < below_id)
    return (await connection.execute(wanted.order_by(refunds.c.id.desc()).limit(limit))).all()
