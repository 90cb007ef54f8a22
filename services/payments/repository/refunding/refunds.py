"""SQL of refunds: money to give back through the gateway."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, bindparam, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from chassis.ids import new_id
from services.payments.domain.collecting.intents import Intent
from services.payments.domain.listing import Listing
from services.payments.repository.listing import newest_first
from services.payments.tables.collecting import payment_intents, payments
from services.payments.tables.refunding import refunds

_WITH_GATEWAY = select(refunds, payment_intents.c.gateway).join(
    payment_intents, payment_intents.c.id == refunds.c.intent_id
)

_t = refunds.c
AT_GATEWAY: Select[Any] = select(_t.id, _t.rounds, _t.state).where(
    _t.intent_id == bindparam("of_intent"),
    (_t.state == "pending") | (_t.state == "succeeded") & _t.gateway_refund_id.is_not(None),
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


async def refund_to_make(
    connection: AsyncConnection, refund_id: str, *, lock: bool = False
) -> Row[Any] | None:
    """A refund with the payment that it gives back from."""
    wanted = (
        _WITH_GATEWAY.add_columns(
            payment_intents.c.gateway_payment_id,
            payment_intents.c.invoice_id,
            payments.c.amount_minor.label("captured_minor"),
        )
        .join(payments, payments.c.intent_id == refunds.c.intent_id)
        .where(refunds.c.id == refund_id)
    )
    if lock:
        wanted = wanted.with_for_update(of=refunds)
    return (await connection.execute(wanted)).one_or_none()


async def note_try(
    connection: AsyncConnection, refund_id: str, seen_tries: int, **values: Any
) -> bool:
    """What came of the try that was seen; False if somebody else has ended it meanwhile."""
    t = refunds
    same = (t.c.id == refund_id) & (t.c.state == "pending") & (t.c.tries == seen_tries)
    return (await connection.execute(update(t).where(same).values(**values))).rowcount == 1


async def change_refund(
    connection: AsyncConnection, refund_id: str, from_state: str, **values: Any
) -> bool:
    """False if it is not in that state (any more); nothing is changed then."""
    t = refunds
    mine = (t.c.id == refund_id) & (t.c.state == from_state)
    return (await connection.execute(update(t).where(mine).values(**values))).rowcount == 1


async def refunds_at_gateway(connection: AsyncConnection, intent_id: str) -> Sequence[Row[Any]]:
    """`id`, `rounds` and `state` of those that are on their way, and of those that the gateway
    made, not a person."""
    rows: Sequence[Row[Any]] = (
        await connection.execute(AT_GATEWAY, {"of_intent": intent_id})
    ).all()
    return rows


def message_key(refund_id: str, rounds: int) -> str:
    """Of the outbox message that makes it: each round that a person starts has its own."""
    return f"{refund_id}/{rounds}" if rounds else refund_id


async def refund_of_key(connection: AsyncConnection, business_key: str) -> str | None:
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


async def _sum(connection: AsyncConnection, which: ColumnElement[bool]) -> int:
    total = select(func.coalesce(func.sum(refunds.c.amount_minor), 0)).where(which)
    return int((await connection.execute(total)).scalar_one())


async def list_refunds(connection: AsyncConnection, listing: Listing) -> Sequence[Row[Any]]:
    """Newest first."""
    return (await connection.execute(newest_first(_WITH_GATEWAY, refunds, listing))).all()
