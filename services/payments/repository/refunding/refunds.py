"""SQL of refunds: money to give back through the gateway."""

from typing import Any

from sqlalchemy import ColumnElement, Select, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from chassis.counting import counted
from chassis.ids import new_id
from chassis.listing import Listing, newest_first
from chassis.problems import not_found
from chassis.rows import record_of
from contracts.refunds import RefundState
from services.payments.domain.collecting.intents import Intent
from services.payments.domain.refunding.refunds import Refund, RefundChange
from services.payments.tables.collecting import payment_intents, payments
from services.payments.tables.refunding import refunds

REFUNDS = (
    select(
        refunds,
        payment_intents.c.gateway,
        payment_intents.c.gateway_payment_id,
        payment_intents.c.invoice_id,
        payments.c.amount_minor.label("captured_minor"),
    )
    .join(payment_intents, payment_intents.c.id == refunds.c.intent_id)
    .join(payments, payments.c.intent_id == refunds.c.intent_id)
)


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


async def known_refund(
    connection: AsyncConnection, refund_id: str, *, lock: bool = False
) -> Refund:
    """With `lock`, nobody else changes it until the transaction ends. Raises `ObjectIsNotFound`."""
    wanted = REFUNDS.where(refunds.c.id == refund_id)
    found = await _refunds(connection, wanted.with_for_update(of=refunds) if lock else wanted)
    if not found:
        raise not_found("refund")
    return found[0]


async def change_refund(connection: AsyncConnection, seen: Refund, change: RefundChange) -> bool:
    """False, and nothing is changed, if somebody has ended the try or its round meanwhile."""
    t = refunds.c
    same = (t.id == seen.id) & (t.state == seen.state) & (t.tries == seen.tries)
    same &= t.rounds == seen.rounds
    return (await connection.execute(update(refunds).where(same).values(**change))).rowcount == 1


async def refunds_at_gateway(connection: AsyncConnection, intent_id: str) -> list[Refund]:
    """Those that the gateway was asked for and has not refused, also when somebody ended them, and
    those that it made, not a person."""
    t = refunds.c
    made = (t.state == "succeeded") & t.gateway_refund_id.is_not(None)
    asked = (t.state != "succeeded") & t.tried_at.is_not(None)
    mine = REFUNDS.where(t.intent_id == intent_id, asked | made)
    return await _refunds(connection, mine)


async def refund_id_of(connection: AsyncConnection, business_key: str) -> str | None:
    wanted = select(refunds.c.id).where(refunds.c.business_key == business_key)
    return (await connection.execute(wanted)).scalar_one_or_none()


async def left_of_payment(connection: AsyncConnection, intent_id: str) -> int:
    """What an intent's capture still holds, in minor units, with the payment locked. Refunds that
    failed count, as they are still owed."""
    t = payments
    captured = select(t.c.amount_minor).where(t.c.intent_id == intent_id).with_for_update()
    captured_minor = (await connection.execute(captured)).scalar_one_or_none() or 0
    return captured_minor - await _sum(connection, refunds.c.intent_id == intent_id)


async def refunded_of_note(
    connection: AsyncConnection, note_id: str, *, only_succeeded: bool = False
) -> int:
    """What refunds take of a credit note, in minor units."""
    mine = refunds.c.credit_note_id == note_id
    return await _sum(
        connection, mine & (refunds.c.state == "succeeded") if only_succeeded else mine
    )


async def list_refunds(
    connection: AsyncConnection, listing: Listing, state: RefundState | None = None
) -> list[Refund]:
    """Newest first."""
    wanted = REFUNDS.where(refunds.c.state == state) if state else REFUNDS
    return await _refunds(connection, newest_first(wanted, refunds, listing))


async def count_failed_refunds(connection: AsyncConnection, partner_id: int | None) -> int:
    """`MOST_COUNTED_AT_DESK` for these or more."""
    failed = select(refunds.c.id).where(refunds.c.state == "failed")
    if partner_id is not None:
        failed = failed.where(refunds.c.partner_id == partner_id)
    return int((await connection.execute(select(counted(failed)))).scalar_one())


async def _refunds(connection: AsyncConnection, wanted: Select[Any]) -> list[Refund]:
    return [record_of(Refund, row) for row in await connection.execute(wanted)]


async def _sum(connection: AsyncConnection, which: ColumnElement[bool]) -> int:
    total = select(func.coalesce(func.sum(refunds.c.amount_minor), 0)).where(which)
    return int((await connection.execute(total)).scalar_one())
