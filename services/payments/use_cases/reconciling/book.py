"""Gateway → ours: reads a page of a gateway's book and compares it. A capture that we have not
booked is booked by `apply_gateway_payment`, a refund by `make_refund`; the rest is reported."""

from datetime import timedelta
from typing import Any

import structlog
from sqlalchemy import Row

from chassis.outbox import words_of
from contracts.problems import Problem
from contracts.reconciliation import Finding, ReconciliationPage
from services.payments.context import Context
from services.payments.domain.collecting.intents import GatewayPayment
from services.payments.domain.reconciling.comparing import (
    KnownCapture,
    KnownRefund,
    ToldRefund,
    booked_now,
    compare_capture,
    compare_refund,
    refund_booked,
    refund_came_back,
)
from services.payments.gateways.port import BookPage, Gateway, GatewayRefund
from services.payments.repository.reconciling import comparing
from services.payments.repository.reconciling.reconciliations import keep_findings, keep_lines
from services.payments.repository.refunding.refunds import refund_by_id
from services.payments.use_cases.collecting.apply_gateway_payment import apply_gateway_payment
from services.payments.use_cases.refunding.adopt_refund import adopt_refund
from services.payments.use_cases.refunding.make_refund import make_refund
from services.payments.use_cases.refunding.take_back_refund import take_back_refund

ON_ITS_WAY = timedelta(minutes=1)
"""What was captured this recently is booked without a word: its webhook is on its way."""

log = structlog.get_logger()


async def compare_book(
    context: Context, run: Row[Any], cursor: str | None, *, give_up: bool
) -> ReconciliationPage:
    """The page that follows the cursor, one gateway after the other. Raises `GatewayIsUnavailable`:
    ask again, and in the end with `give_up`, which notes it and goes on to the next gateway."""
    gateways = books_of(context)
    gateway, place = _place(gateways, cursor)
    if gateway is None:
        return ReconciliationPage(compared_count=0)
    if give_up:
        unread = Finding(
            kind="not_compared",
            subject=f"gateway/{gateway.name}",
            detail=f"The book of the gateway {gateway.name} could not be read to its end. What only"
            " it knows is not compared; run the reconciliation again when it answers.",
        )
        await _keep(context, run.id, [unread])
        return ReconciliationPage(compared_count=0, next_cursor=_after(gateways, gateway, None))
    page = await gateway.read_book(run.since, run.until, place)
    compared_count = await _compare(context, run.id, gateway, page)
    return ReconciliationPage(
        compared_count=compared_count, next_cursor=_after(gateways, gateway, page.next_cursor)
    )


def books_of(context: Context) -> list[Gateway]:
    return [gateway for gateway in context.gateways if gateway.capabilities.lists_its_book]


async def _compare(context: Context, run_id: str, gateway: Gateway, page: BookPage) -> int:
    captures = [told for told in page.payments if told.state == "captured"]
    async with context.database.begin() as connection:
        await keep_lines(connection, run_id, gateway.name, captures, page.refunds)
        known = await comparing.known_captures(connection, gateway.name, captures)
        known_refunds = await comparing.known_refunds(connection, gateway.name, page.refunds)
        orders = await comparing.orders_of(connection, gateway.name, page.refunds)
    for told, ours in zip(captures, known, strict=True):
        if finding := await _judge_capture(context, told, ours):
            await _keep(context, run_id, [finding])
    refunds = [_told(gateway.name, refund) for refund in page.refunds]
    for given, refund, order_id in zip(refunds, known_refunds, orders, strict=True):
        if finding := await _judge_refund(context, given, refund, order_id):
            await _keep(context, run_id, [finding])
    return len(captures) + len(page.refunds)


async def _judge_capture(
    context: Context, told: GatewayPayment, known: KnownCapture | None
) -> Finding | None:
    judged = compare_capture(told, known)
    if isinstance(judged, Finding):
        return judged
    if judged == "agrees" or known is None:
        return None
    try:
        after = await apply_gateway_payment(context, known.intent.id, told)
    except Problem as problem:
        if problem.passes:
            raise
        return Finding(
            kind="capture_not_booked",
            subject=told.payment_id or known.intent.id,
            detail=f"It could not be booked for order {known.intent.order_id}: {problem.detail}",
        )
    finding = booked_now(told, known.intent, after)
    is_news = told.captured_at and context.now() - told.captured_at < ON_ITS_WAY
    return None if is_news and finding.healed else finding


async def _judge_refund(
    context: Context, told: ToldRefund, known: KnownRefund | None, order_id: str | None
) -> Finding | None:
    judged = compare_refund(told, known, order_id)
    if isinstance(judged, Finding):
        return judged
    if judged == "agrees" or known is None:
        return None
    if judged == "came_back":
        is_taken_back = await take_back_refund(context, known.id, told.id, told.failure)
        return refund_came_back(known, is_taken_back=is_taken_back)
    await adopt_refund(context, known.id, told.id)
    return refund_booked(known, told, is_done=await is_refunded(context, known.id))


def _told(gateway: str, refund: GatewayRefund) -> ToldRefund:
    return ToldRefund(
        gateway=gateway,
        id=refund.id,
        state=refund.state,
        payment_id=refund.payment_id,
        amount_minor=refund.amount_minor or 0,
        currency=refund.currency or "",
        failure=refund.failure,
    )


async def is_refunded(context: Context, refund_id: str) -> bool:
    """Try a refund once more, under the key that it has: what the gateway made is only booked."""
    try:
        await make_refund(context, refund_id)
    except Exception as error:  # whatever keeps it from being done, its outbox message goes on
        log.warning("refund_not_done", refund=refund_id, error=words_of(error))
    async with context.database.autocommit() as connection:
        refund = await refund_by_id(connection, refund_id)
    return refund is not None and refund.state == "succeeded"


async def _keep(context: Context, run_id: str, findings: list[Finding]) -> None:
    async with context.database.begin() as connection:
        await keep_findings(connection, run_id, findings)


def _place(gateways: list[Gateway], cursor: str | None) -> tuple[Gateway | None, str | None]:
    """The gateway whose turn it is, and its own cursor."""
    if cursor is None:
        return (gateways[0] if gateways else None), None
    name, _, place = cursor.partition("\n")
    return next((one for one in gateways if one.name == name), None), place or None


def _after(gateways: list[Gateway], gateway: Gateway, place: str | None) -> str | None:
    if place is not None:
        return f"{gateway.name}\n{place}"
    following = gateways[gateways.index(gateway) + 1 :]
    return f"{following[0].name}\n" if following else None
