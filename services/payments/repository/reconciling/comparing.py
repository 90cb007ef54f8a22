"""SQL that reads our side of the reconciliation, in pages of ascending keys: what a gateway's book
names, what has not settled, and what the book did not list. Changes nothing."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, exists, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from services.payments.domain.collecting.intents import GatewayPayment, Intent
from services.payments.domain.reconciling.comparing import KnownCapture, KnownRefund
from services.payments.domain.refunding.refunds import refund_of_key
from services.payments.gateways.port import GatewayRefund
from services.payments.repository.collecting.intents import FIELDS
from services.payments.tables.collecting import order_payments, payments
from services.payments.tables.collecting import payment_intents as attempts
from services.payments.tables.reconciling import reconciliation_lines as lines
from services.payments.tables.refunding import refunds

DAY = timedelta(days=1)
LATE_LOOKS_DAYS = (14, 30, 60, 90)
"""Ages at which a refund that was made is asked about once more."""
UNSETTLED = ("created", "open", "processing")
FREE = "free/%"
"""Payments of nothing: no gateway heard of them."""

BOOKED = (payments.c.amount_minor.label("booked_minor"), payments.c.currency.label("booked_in"))
CAPTURES: Select[Any] = select(*FIELDS, *BOOKED).select_from(
    attempts.outerjoin(payments, payments.c.intent_id == attempts.c.id)
)
REFUNDS: Select[Any] = select(refunds, attempts.c.gateway_payment_id, attempts.c.gateway).join(
    attempts, attempts.c.id == refunds.c.intent_id
)


async def known_captures(
    connection: AsyncConnection, gateway: str, told: Sequence[GatewayPayment]
) -> list[KnownCapture | None]:
    """What we have of each, found by the gateway's id, else by our own that it repeats."""
    ids = [one.payment_id for one in told if one.payment_id]
    references = [one.reference for one in told if one.reference]
    named = or_(attempts.c.gateway_payment_id.in_(ids), attempts.c.id.in_(references))
    wanted = CAPTURES.where(attempts.c.gateway == gateway, named)
    found = [_capture(row) for row in (await connection.execute(wanted)).all()]
    by_payment = {known.intent.gateway_payment_id: known for known in found}
    by_reference = {known.intent.id: known for known in found}
    return [by_payment.get(t.payment_id) or by_reference.get(t.reference or "") for t in told]


async def known_refunds(
    connection: AsyncConnection, gateway: str, told: Sequence[GatewayRefund]
) -> list[KnownRefund | None]:
    """What we have of each, found by the gateway's id, or by our key that it repeats; of one with
    no key of ours, which somebody made in the gateway's own pages, one of the same payment and
    amount that is still owed."""
    payment_ids = [one.payment_id for one in told if one.payment_id]
    ids = [one.id for one in told]
    mine = or_(refunds.c.gateway_refund_id.in_(ids), attempts.c.gateway_payment_id.in_(payment_ids))
    rows = await connection.execute(REFUNDS.where(attempts.c.gateway == gateway, mine))
    found = [known_refund(row) for row in rows]
    by_id = {known.gateway_refund_id: known for known in found if known.gateway_refund_id}
    unanswered = [k for k in found if not k.gateway_refund_id and k.state != "succeeded"]
    by_key = [by_id.get(one.id) or _take_by_key(unanswered, one) for one in told]
    return [ours or _take_alike(unanswered, one) for ours, one in zip(by_key, told, strict=True)]


async def orders_of(
    connection: AsyncConnection, gateway: str, told: Sequence[GatewayRefund]
) -> list[str | None]:
    """The order of each refund's payment; null for a payment that is not ours."""
    ids = [one.payment_id for one in told if one.payment_id]
    wanted = select(attempts.c.gateway_payment_id, attempts.c.order_id).where(
        attempts.c.gateway == gateway, attempts.c.gateway_payment_id.in_(ids)
    )
    orders = {row.gateway_payment_id: row.order_id for row in await connection.execute(wanted)}
    return [orders.get(one.payment_id) for one in told]


def _take_by_key(unanswered: list[KnownRefund], told: GatewayRefund) -> KnownRefund | None:
    """Each stands for one only: two of the same amount are not one that was found twice."""
    refund_id = refund_of_key(told.key)
    ours = [known for known in unanswered if known.id == refund_id and told.state != "failed"]
    if ours:
        unanswered.remove(ours[0])
    return ours[0] if ours else None


def _take_alike(unanswered: list[KnownRefund], told: GatewayRefund) -> KnownRefund | None:
    facts = (told.payment_id, told.amount_minor, told.currency)
    if told.state == "failed" or refund_of_key(told.key):
        return None
    for known in unanswered:
        if (known.payment_id, known.amount_minor, known.currency) == facts:
            unanswered.remove(known)
            return known
    return None


async def unsettled_attempts(
    connection: AsyncConnection, before: datetime, after_id: str, limit: int
) -> list[tuple[Intent, bool]]:
    """Attempts that were made before then, each with whether nothing may be paid by it any more:
    its order was paid or closed, or a newer attempt has taken its place."""
    newer = attempts.alias("newer")
    replaced = exists().where(
        newer.c.order_id == attempts.c.order_id, newer.c.attempt > attempts.c.attempt
    )
    over = order_payments.c.paid_intent_id.is_not(None) | order_payments.c.closed_at.is_not(None)
    wanted = (
        select(*FIELDS, or_(over.is_(True), replaced).label("is_over"))
        .select_from(
            attempts.outerjoin(order_payments, order_payments.c.order_id == attempts.c.order_id)
        )
        .where(attempts.c.state.in_(UNSETTLED), attempts.c.created_at < before)
    )
    rows = await _page(connection, wanted, attempts.c.id, after_id, limit)
    return [(_intent(row), row.is_over) for row in rows]


async def unlisted_captures(
    connection: AsyncConnection, run: Row[Any], gateways: Sequence[str], after_id: str, limit: int
) -> list[tuple[str, KnownCapture]]:
    """Captures booked for the time of the run that these gateways' books did not list, each with
    its payment's id."""
    wanted = (
        select(*FIELDS, *BOOKED, payments.c.id.label("payment"))
        .select_from(payments.join(attempts, payments.c.intent_id == attempts.c.id))
        .where(
            payments.c.captured_at >= run.since,
            payments.c.captured_at < run.until,
            attempts.c.gateway.in_(gateways),
            attempts.c.gateway_payment_id.not_like(FREE),
            ~_listed(run.id, "capture", attempts.c.gateway_payment_id),
        )
    )
    rows = await _page(connection, wanted, payments.c.id, after_id, limit)
    return [(row.payment, _capture(row)) for row in rows]


async def doubtful_refunds(
    connection: AsyncConnection,
    run: Row[Any],
    gateways: Sequence[str],
    before: datetime,
    after_id: str,
    limit: int,
) -> Sequence[Row[Any]]:
    """Refunds that are older than that and not done, and those done in the time of the run by these
    gateways, whose books did not list them. One that was done may come back much later, so that
    some are looked at again when they have got to an age."""
    undone = and_(refunds.c.state != "succeeded", refunds.c.created_at < before)
    unlisted = and_(
        refunds.c.state == "succeeded",
        refunds.c.by_hand_method.is_(None),
        or_(
            refunds.c.settled_at.between(run.since, run.until),
            *(refunds.c.settled_at.between(day - DAY, day) for day in _late_looks(run.until)),
        ),
        attempts.c.gateway.in_(gateways),
        ~_listed(run.id, "refund", refunds.c.gateway_refund_id),
    )
    wanted = REFUNDS.where(or_(undone, unlisted))
    return await _page(connection, wanted, refunds.c.id, after_id, limit)


def _late_looks(until: datetime) -> list[datetime]:
    return [until - age * DAY for age in LATE_LOOKS_DAYS]


def known_refund(row: Row[Any]) -> KnownRefund:
    return KnownRefund(
        id=row.id,
        state=row.state,
        payment_id=row.gateway_payment_id,
        amount_minor=row.amount_minor,
        currency=row.currency,
        gateway_refund_id=row.gateway_refund_id,
    )


def _listed(run_id: str, kind: str, gateway_id: ColumnElement[Any]) -> ColumnElement[bool]:
    return exists().where(
        lines.c.reconciliation_id == run_id,
        lines.c.gateway == attempts.c.gateway,
        lines.c.kind == kind,
        lines.c.gateway_id == gateway_id,
    )


def _capture(row: Row[Any]) -> KnownCapture:
    return KnownCapture(_intent(row), row.booked_minor, row.booked_in)


def _intent(row: Row[Any]) -> Intent:
    return Intent(**{name: row._mapping[name] for name in Intent.__dataclass_fields__})


async def _page(
    connection: AsyncConnection,
    wanted: Select[Any],
    key: ColumnElement[str],
    after_id: str,
    limit: int,
) -> Sequence[Row[Any]]:
    following = wanted.where(key > after_id).order_by(key).limit(limit)
    rows: Sequence[Row[Any]] = (await connection.execute(following)).all()
    return rows
