"""Refunds: one that the gateway has made is taken for ours, one that failed there after all is
taken back, a workflow that is gone is started again; the rest is reported."""

import contextlib
from datetime import timedelta
from typing import Literal

from contracts.payments import PaymentIsNotThere
from contracts.reconciliation import Finding
from contracts.said import Said, said
from services.payments.context import Context
from services.payments.domain.reconciling.differences import DoubtfulRefund, Listed, OfMoney
from services.payments.gateways.port import GatewayRefund
from services.payments.repository.reconciling.refunds import DOUBTFUL_REFUNDS, LISTED_REFUNDS
from services.payments.use_cases.reconciling.steps import Step
from services.payments.use_cases.refunding.resolve_refund import adopt_refund
from services.payments.use_cases.refunding.take_back_refund import take_back_refund
from services.payments.use_cases.refunding.wake_refund import wake_refund

OVERDUE_AFTER = timedelta(days=1)
"""Until then a refund that its workflow asks for is nobody's concern."""


async def heal_refund(context: Context, one: Listed) -> Finding | None:
    if one.our_id is None or one.kind == "refund_differs":
        return one.found(_not_ours(one))
    if one.kind == "refund_failed":
        return await _take_back(context, one, one.our_id, one.gateway_id, one.failure)
    told = await context.gateways.of(one.gateway).read_refund(one.gateway_id)
    if told.state == "failed":
        return None  # since the book was read: it moved nothing
    await adopt_refund(context, one.our_id, one.gateway_id)
    if one.state == one.our_state == "pending":
        return None  # on its way there, as we expected
    taken = said("reconciliation.refund_adopted", amount=one.booked, refund_state=one.our_state)
    return one.found(taken, healed=True)


def _not_ours(one: Listed) -> Said:
    return said(
        "reconciliation.refund_differs" if one.our_id else "reconciliation.refund_unknown",
        gateway=one.gateway,
        amount=one.moved,
        payment_id=one.payment_id,
        refund_state=one.state,
        order_id=one.order_id,
        refund_id=one.our_id,
        owed=one.booked,
        our_payment_id=one.our_payment_id,
    )


async def look_at_refund(context: Context, one: DoubtfulRefund) -> Finding | None:
    if one.state == "succeeded":
        return await _find(context, one)
    if one.state == "failed":
        return one.found(_undone(one, "failed"))
    if await wake_refund(context, one.subject):
        return one.found(_undone(one, "begun_anew"), healed=True, kind="workflow_missing")
    if context.now() - one.created_at < OVERDUE_AFTER:
        return None
    return one.found(_undone(one, "overdue"))


def _undone(one: DoubtfulRefund, found: Literal["failed", "begun_anew", "overdue"]) -> Said:
    return said(
        "reconciliation.refund_undone",
        found=found,
        amount=one.moved,
        order_id=one.order_id,
        since_on=one.created_at.date(),
        why=one.failure or said("refund.unexplained"),
    )


async def _find(context: Context, one: DoubtfulRefund) -> Finding | None:
    """It is booked as done, though the gateway's book did not list it."""
    told: GatewayRefund | None = None
    with contextlib.suppress(PaymentIsNotThere):
        told = await context.gateways.of(one.gateway).read_refund(one.gateway_id or "")
    if told is None:
        missing = said("reconciliation.refund_missing", amount=one.moved, order_id=one.order_id)
        return one.found(missing, kind="refund_missing")
    if told.state != "failed":
        return None
    return await _take_back(context, one, one.subject, told.id, told.failure)


async def _take_back(
    context: Context, one: OfMoney, refund_id: str, gateway_id: str, failure: Said | None
) -> Finding:
    taken = await take_back_refund(context, refund_id, gateway_id, failure)
    failed = said(
        "reconciliation.refund_taken_back" if taken else "reconciliation.refund_not_taken_back",
        amount=one.moved,
    )
    return one.found(failed, healed=taken, kind="refund_failed")


LISTED = Step(LISTED_REFUNDS, Listed, heal_refund)
DOUBTFUL = Step(DOUBTFUL_REFUNDS, DoubtfulRefund, look_at_refund)
