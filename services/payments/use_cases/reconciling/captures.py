"""Ours → gateway: booked captures that the gateway's book did not list, and refunds that are not
done or not listed. The gateway is asked about each before anything is said of it."""

import contextlib
from datetime import timedelta
from typing import Any

from sqlalchemy import Row

from billing.money import format_minor
from contracts.payments import PaymentIsNotThere
from contracts.reconciliation import Finding
from services.payments.context import Context
from services.payments.domain.reconciling.comparing import (
    KnownCapture,
    missing_capture,
    refund_came_back,
)
from services.payments.gateways.port import GatewayRefund
from services.payments.repository.reconciling import comparing
from services.payments.repository.reconciling.reconciliations import in_doubt, uncompared_subjects
from services.payments.use_cases.reconciling.ask_each import ASKED_A_PAGE, ask_each
from services.payments.use_cases.reconciling.attempts import Compared
from services.payments.use_cases.reconciling.book import books_of, is_refunded
from services.payments.use_cases.refunding.retry_refund import retry_refund
from services.payments.use_cases.refunding.take_back_refund import take_back_refund

TRIED_AGAIN_AFTER = timedelta(minutes=15)
OVERDUE_AFTER = timedelta(days=1)
"""Until then a refund that is retried is nobody's concern."""


async def compare_captures(context: Context, run: Row[Any], after_id: str) -> Compared:
    gateways = await compared_gateways(context, run.id)
    async with context.database.autocommit() as connection:
        rows = await comparing.unlisted_captures(connection, run, gateways, after_id, ASKED_A_PAGE)

    async def look(row: tuple[str, KnownCapture]) -> Finding | None:
        return await _find_capture(context, row[1])

    findings = await ask_each(rows, lambda row: row[1].intent.gateway_payment_id or row[0], look)
    return findings, [payment_id for payment_id, _ in rows]


async def compare_refunds(context: Context, run: Row[Any], after_id: str) -> Compared:
    gateways = await compared_gateways(context, run.id)
    before = context.now() - TRIED_AGAIN_AFTER
    async with context.database.autocommit() as connection:
        rows = await comparing.doubtful_refunds(
            connection, run, gateways, before, after_id, ASKED_A_PAGE
        )

    async with context.database.autocommit() as connection:
        doubted = await in_doubt(connection, run.id, [row.order_id for row in rows])

    async def look(row: Row[Any]) -> Finding | None:
        if row.state == "succeeded":
            return await _find_refund(context, row)
        is_clear = row.gateway in gateways and row.order_id not in doubted
        return await _try_again(context, row, is_clear=is_clear)

    return await ask_each(rows, lambda row: str(row.id), look), [row.id for row in rows]


async def compared_gateways(context: Context, run_id: str) -> list[str]:
    """Whose book was read to its end: what it does not list, the gateway may not have."""
    async with context.database.autocommit() as connection:
        unread = await uncompared_subjects(connection, run_id)
    return [one.name for one in books_of(context) if f"gateway/{one.name}" not in unread]


async def _find_capture(context: Context, known: KnownCapture) -> Finding | None:
    gateway = context.gateways.of(known.intent.gateway)
    try:
        told = await gateway.read_payment(known.intent.gateway_payment_id or "")
    except PaymentIsNotThere:
        return missing_capture(known, None)
    return missing_capture(known, told)


async def _find_refund(context: Context, row: Row[Any]) -> Finding | None:
    """A refund that is booked as done, though the book did not list it."""
    gateway = context.gateways.of(row.gateway)
    told: GatewayRefund | None = None
    with contextlib.suppress(PaymentIsNotThere):
        told = await gateway.read_refund(row.gateway_refund_id)
    if told is None:
        given = format_minor(row.amount_minor, row.currency)
        return Finding(
            kind="refund_missing",
            subject=row.id,
            detail=f"{given} of order {row.order_id} is booked as given back, and the gateway has"
            " no such refund.",
        )
    if told.state != "failed":
        return None
    is_taken_back = await take_back_refund(context, row.id, told.id, told.failure)
    return refund_came_back(comparing.known_refund(row), is_taken_back=is_taken_back)


async def _try_again(context: Context, row: Row[Any], *, is_clear: bool) -> Finding | None:
    """What was refused is asked for anew, if `is_clear` says that the gateway's book was read and
    has nothing of the order that we do not know; otherwise the money may have gone back already."""
    given = f"{format_minor(row.amount_minor, row.currency)} of order {row.order_id}"
    if row.state == "failed":
        words = f"{given} has failed: {row.failure or 'no reason given'}"
        if is_clear and row.returns == 0 and context.gateways.of(row.gateway).capabilities.refunds:
            await retry_refund(context, row.id)
            words = f"{given} is tried again, after it was refused: {row.failure or 'no reason'}"
        return Finding(kind="refund_overdue", subject=row.id, detail=words[:1_000])
    if await is_refunded(context, row.id):
        words = f"{given} was still to be given back; tried again, and done."
        return Finding(kind="refund_overdue", subject=row.id, detail=words, healed=True)
    if context.now() - row.created_at < OVERDUE_AFTER:
        return None
    why = row.failure or "no answer"
    words = f"{given} is still to be given back since {row.created_at:%Y-%m-%d}: {why}"
    return Finding(kind="refund_overdue", subject=row.id, detail=words[:1_000])
