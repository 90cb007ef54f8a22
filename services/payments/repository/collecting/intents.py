"""SQL of payment intents, and of the row that serialises an order's payments."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any, Unpack

from sqlalchemy import (
    BigInteger,
    DateTime,
    Integer,
    Select,
    Text,
    bindparam,
    case,
    func,
    literal,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from chassis.hints import hint
from chassis.rows import columns_of, record_of
from contracts.payments import SETTLED, IntentState
from services.payments.domain.collecting.intents import GatewayPayment, Intent, IntentChange
from services.payments.domain.collecting.payments import OrderPayments
from services.payments.repository.invoicing.invoice_statements import OPEN_ORDER
from services.payments.repository.invoicing.invoices import NewInvoice, draft_values
from services.payments.tables.collecting import order_payments, payment_intents

FIELDS = columns_of(payment_intents, Intent)
OF_AN_ORDER = payment_intents.c.pays_number.is_(None)
"""Not of an open invoice."""
ORDER_FIELDS = columns_of(order_payments, OrderPayments)

# Built once, as every payment runs them; building one anew costs as much as running it.
_order_row = insert(order_payments).values(order_id=bindparam("of_order"))
LOCK_ORDER = _order_row.on_conflict_do_update(
    index_elements=["order_id"], set_={"order_id": _order_row.excluded.order_id}
).returning(*ORDER_FIELDS)
LOCK_KNOWN_ORDER = (
    select(*ORDER_FIELDS)
    .where(order_payments.c.order_id == bindparam("of_order"))
    .with_for_update()
)
CLOSE_ORDER = update(order_payments).where(order_payments.c.order_id == bindparam("of_order"))
ADD_INTENT = insert(payment_intents).on_conflict_do_nothing()
MOVE_INTENT = (
    update(payment_intents)
    .where(payment_intents.c.id == bindparam("of_id"))
    .returning(*FIELDS, hint("order", payment_intents.c.order_id))
)
_others = payment_intents.alias("others")
RECORD_OPENED = (
    update(payment_intents)
    .where(payment_intents.c.id == bindparam("of_id"))
    .values(
        state=case((payment_intents.c.state == "created", "open"), else_=payment_intents.c.state),
        gateway_payment_id=func.coalesce(
            payment_intents.c.gateway_payment_id, bindparam("opened_as", type_=Text)
        ),
    )
    .returning(
        *FIELDS,
        hint("order", payment_intents.c.order_id),
        select(order_payments.c.closed_at.is_not(None))
        .where(order_payments.c.order_id == payment_intents.c.order_id, OF_AN_ORDER)
        .scalar_subquery()
        .label("is_closed"),
        select(func.max(_others.c.attempt))
        .where(_others.c.invoice_id == payment_intents.c.invoice_id)
        .scalar_subquery()
        .label("newest"),
    )
)
OF_ID = select(*FIELDS).where(payment_intents.c.id == bindparam("of_id"))
OF_ORDER = (
    select(*FIELDS)
    .where(payment_intents.c.order_id == bindparam("of_order"), OF_AN_ORDER)
    .order_by(payment_intents.c.attempt.desc())
    .limit(bindparam("at_most", type_=Integer))
)
OF_ORDER_LOCKED = OF_ORDER.with_for_update(key_share=True)  # refunds may refer to them meanwhile
OF_INVOICE = (
    select(*FIELDS)
    .where(payment_intents.c.invoice_id == bindparam("of_invoice"), ~OF_AN_ORDER)
    .order_by(payment_intents.c.attempt.desc())
)
LOOK = (
    update(payment_intents)
    .where(
        payment_intents.c.id == bindparam("of_id"),
        payment_intents.c.looked_at.is_(None)
        | (payment_intents.c.looked_at <= bindparam("before", type_=DateTime(timezone=True))),
    )
    .values(looked_at=bindparam("now", type_=DateTime(timezone=True)))
    .returning(payment_intents.c.id)
)
# Our own id, which the gateway sent back, counts only while it has not told us its id.
OF_GATEWAY = (
    select(*FIELDS)
    .where(
        payment_intents.c.gateway == bindparam("of_gateway"),
        (payment_intents.c.gateway_payment_id == bindparam("payment_id"))
        | (payment_intents.c.id == bindparam("reference"))
        & payment_intents.c.gateway_payment_id.is_(None),
    )
    .limit(1)
)


async def lock_order(connection: AsyncConnection, order_id: str) -> OrderPayments:
    """The order's payment row, made if missing, locked until the transaction ends."""
    row = (await connection.execute(LOCK_ORDER, {"of_order": order_id})).one()
    return record_of(OrderPayments, row)


async def lock_known_order(connection: AsyncConnection, order_id: str) -> OrderPayments:
    """The same of an order that has an intent: its row is there, so nothing is written."""
    row = (await connection.execute(LOCK_KNOWN_ORDER, {"of_order": order_id})).one()
    return record_of(OrderPayments, row)


async def close_order(connection: AsyncConnection, order_id: str, closed_at: datetime) -> None:
    await connection.execute(CLOSE_ORDER, {"of_order": order_id, "closed_at": closed_at})


async def open_order(connection: AsyncConnection, new: NewInvoice, intent: Intent) -> bool:
    """Record an order that nobody knows yet, its draft and its first intent, all or nothing. False
    when the order is known."""
    row = asdict(intent) | {"created_at": intent.created_at.isoformat()}
    values = draft_values(new) | {payment_intents.name: [row]}
    return (await connection.execute(OPEN_ORDER, values)).first() is not None


async def add_intent(connection: AsyncConnection, intent: Intent) -> None:
    """Once per order and attempt."""
    await connection.execute(ADD_INTENT, asdict(intent))


async def intent_by_id(connection: AsyncConnection, intent_id: str) -> Intent | None:
    return await _one(connection, OF_ID, {"of_id": intent_id})


async def intent_of_gateway(
    connection: AsyncConnection, gateway: str, payment_id: str, reference: str | None
) -> Intent | None:
    given = {"of_gateway": gateway, "payment_id": payment_id, "reference": reference}
    return await _one(connection, OF_GATEWAY, given)


async def intents_of_order(
    connection: AsyncConnection, order_id: str, *, below: int | None = None, limit: int = 1_000
) -> list[Intent]:
    """Newest attempt first; `below` an attempt for the following page."""
    t = payment_intents.c
    wanted = OF_ORDER if below is None else OF_ORDER.where(t.attempt < literal(below, BigInteger))
    rows = await connection.execute(wanted, {"of_order": order_id, "at_most": limit})
    return [record_of(Intent, row) for row in rows]


async def lock_intents(connection: AsyncConnection, order_id: str) -> list[Intent]:
    """The same, which nobody changes until the transaction ends."""
    rows = await connection.execute(OF_ORDER_LOCKED, {"of_order": order_id, "at_most": 1_000})
    return [record_of(Intent, row) for row in rows]


async def intents_of_invoice(
    connection: AsyncConnection, invoice_id: str, *, lock: bool = False
) -> list[Intent]:
    """The attempts to pay it since it was issued, newest first; with `lock` nobody changes them
    until the transaction ends."""
    wanted = OF_INVOICE.with_for_update(key_share=True) if lock else OF_INVOICE
    rows = await connection.execute(wanted, {"of_invoice": invoice_id})
    return [record_of(Intent, row) for row in rows]


async def rivals_of(
    connection: AsyncConnection, intent: Intent, *, lock: bool = False
) -> list[Intent]:
    """All attempts to pay what it pays, itself too, newest first."""
    if intent.pays_invoice:
        return await intents_of_invoice(connection, intent.invoice_id, lock=lock)
    read = lock_intents if lock else intents_of_order
    return await read(connection, intent.order_id)


async def live_attempts(connection: AsyncConnection, invoice_ids: Sequence[str]) -> list[Intent]:
    """Those to pay one of these open invoices that can still be captured."""
    t = payment_intents.c
    mine = (t.invoice_id.in_(invoice_ids), ~OF_AN_ORDER, t.state.not_in(SETTLED))
    rows = await connection.execute(select(*FIELDS).where(*mine).order_by(t.id))
    return [record_of(Intent, row) for row in rows]


async def may_look(
    connection: AsyncConnection, intent_id: str, now: datetime, pause: timedelta
) -> bool:
    """Whether the gateway may be asked for a customer: once a pause, however many ask at once."""
    given = {"of_id": intent_id, "now": now, "before": now - pause}
    return (await connection.execute(LOOK, given)).first() is not None


async def unsettled_intents(connection: AsyncConnection, order_id: str) -> list[Intent]:
    t = payment_intents
    wanted = select(*FIELDS).where(t.c.order_id == order_id, t.c.state.not_in(SETTLED), OF_AN_ORDER)
    return [record_of(Intent, row) for row in await connection.execute(wanted)]


async def record_opened(
    connection: AsyncConnection, intent_id: str, payment: GatewayPayment
) -> tuple[Intent, bool]:
    """The gateway has the checkout. A webhook may have moved the state on already. False when the
    order was closed or the attempt superseded meanwhile; whoever does that after this finds the
    gateway's id here, or opens the payment under its key to learn it."""
    given = {
        "of_id": intent_id,
        "opened_as": payment.payment_id,
        "page_url": payment.page_url,
        "instructions": payment.instructions,
    }
    row = (await connection.execute(RECORD_OPENED, given)).one()
    intent = record_of(Intent, row)
    return intent, not row.is_closed and row.newest == intent.attempt


async def move_intent(
    connection: AsyncConnection, intent: Intent, state: IntentState, **change: Unpack[IntentChange]
) -> Intent:
    """The intent as it is then. It is locked, so nobody has moved it since it was read."""
    moved = await connection.execute(MOVE_INTENT, {"of_id": intent.id, "state": state, **change})
    return record_of(Intent, moved.one())


async def paying_intent(connection: AsyncConnection, invoice_id: str) -> Intent | None:
    """The captured intent that paid an invoice through a gateway; of several the newest."""
    t = payment_intents
    mine = select(*FIELDS).where(t.c.invoice_id == invoice_id, t.c.state == "captured")
    return await _one(connection, mine.order_by(t.c.attempt.desc()).limit(1), {})


async def _one(
    connection: AsyncConnection, wanted: Select[Any], given: dict[str, str | None]
) -> Intent | None:
    row = (await connection.execute(wanted, given)).one_or_none()
    return record_of(Intent, row) if row else None
