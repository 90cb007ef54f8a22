"""Refunds: one that the gateway has made is taken for ours, one that failed there after all is
taken back, a workflow that is gone is started again; the rest is reported."""

import contextlib
from datetime import timedelta

from contracts.payments import PaymentIsNotThere
from contracts.reconciliation import Finding
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
    given = f"The gateway {one.gateway} gave {one.amount} of {one.payment_id} back"
    if one.our_id is None:
        words = f"{given} ({one.state}; {one.order}), and no refund here belongs to it."
        return one.found(f"{words} Somebody may have made it in the gateway's own pages.")
    if one.kind == "refund_differs":
        ours = f"{one.our_id} is {one.ours} of {one.our_payment_id}"
        return one.found(f"{given}, {ours} ({one.order}).")
    if one.kind == "refund_failed":
        return await _take_back(context, one, one.our_id, one.gateway_id, one.failure)
    told = await context.gateways.of(one.gateway).read_refund(one.gateway_id)
    if told.state == "failed":
        return None  # since the book was read: it moved nothing
    await adopt_refund(context, one.our_id, one.gateway_id)
    if one.state == one.our_state == "pending":
        return None  # on its way there, as we expected
    words = f"The gateway gives {one.ours} back, and the refund was {one.our_state};"
    return one.found(f"{words} it is taken for that one, and booked once it has left.", healed=True)


async def look_at_refund(context: Context, one: DoubtfulRefund) -> Finding | None:
    given = f"{one.amount} of {one.order}"
    if one.state == "succeeded":
        return await _find(context, one)
    if one.state == "failed":
        return one.found(f"{given} has failed: {one.failure or 'no reason given'}")
    if await wake_refund(context, one.subject):
        words = f"{given} is still to be given back, and its workflow was not there; it was started"
        return one.found(f"{words} again.", healed=True, kind="workflow_missing")
    if context.now() - one.created_at < OVERDUE_AFTER:
        return None
    since, why = f"{one.created_at:%Y-%m-%d}", one.failure or "no answer"
    return one.found(f"{given} is still to be given back since {since}: {why}")


async def _find(context: Context, one: DoubtfulRefund) -> Finding | None:
    """It is booked as done, though the gateway's book did not list it."""
    told: GatewayRefund | None = None
    with contextlib.suppress(PaymentIsNotThere):
        told = await context.gateways.of(one.gateway).read_refund(one.gateway_id or "")
    if told is None:
        words = f"{one.amount} of {one.order} is booked as given back, and the gateway has no such"
        return one.found(f"{words} refund.", kind="refund_missing")
    if told.state != "failed":
        return None
    return await _take_back(context, one, one.subject, told.id, told.failure)


async def _take_back(
    context: Context, one: OfMoney, refund_id: str, gateway_id: str, failure: str | None
) -> Finding:
    taken = await take_back_refund(context, refund_id, gateway_id, failure)
    words = f"{one.amount} was booked as given back, and the gateway says that it failed; it is"
    words = f"{words} {'booked back now, and owed' if taken else 'not booked back'}."
    return one.found(words, healed=taken, kind="refund_failed")


LISTED = Step(LISTED_REFUNDS, Listed, heal_refund)
DOUBTFUL = Step(DOUBTFUL_REFUNDS, DoubtfulRefund, look_at_refund)
