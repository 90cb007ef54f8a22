"""Refunds: one that the gateway has made is booked by `make_refund`, one that failed there after
all is taken back, one that is not done is tried once more; the rest is reported."""

import contextlib
from datetime import timedelta

import structlog

from chassis.outbox import words_of
from contracts.payments import PaymentIsNotThere
from contracts.reconciliation import Finding
from services.payments.context import Context
from services.payments.domain.reconciling.differences import DoubtfulRefund, Listed
from services.payments.gateways.port import GatewayRefund
from services.payments.repository.reconciling.refunds import DOUBTFUL_REFUNDS, LISTED_REFUNDS
from services.payments.repository.refunding.refunds import refund_by_id
from services.payments.use_cases.reconciling.steps import Step
from services.payments.use_cases.refunding.adopt_refund import adopt_refund
from services.payments.use_cases.refunding.make_refund import make_refund
from services.payments.use_cases.refunding.retry_refund import retry_refund
from services.payments.use_cases.refunding.take_back_refund import take_back_refund

OVERDUE_AFTER = timedelta(days=1)
"""Until then a refund that is retried is nobody's concern."""

log = structlog.get_logger()


async def heal_refund(context: Context, one: Listed) -> Finding | None:
    given = f"The gateway {one.gateway} gave {one.amount} of {one.payment_id} back"
    if one.our_id is None:
        words = f"{given} ({one.state}; {one.order}), and no refund here belongs to it."
        return one.found(f"{words} Somebody may have made it in the gateway's own pages.")
    if one.kind == "refund_differs":
        ours = f"{one.our_id} is {one.ours} of {one.our_payment_id}"
        return one.found(f"{given}, {ours} ({one.order}).")
    if one.kind == "refund_failed":
        taken = await take_back_refund(context, one.our_id, one.gateway_id, one.failure)
        return one.found(_came_back(one.ours, is_taken_back=taken), healed=taken)
    told = await context.gateways.of(one.gateway).read_refund(one.gateway_id)
    if told.state == "failed":
        return None  # since the book was read: it moved nothing
    await adopt_refund(context, one.our_id, one.gateway_id)
    is_done = await _is_refunded(context, one.our_id)
    if one.state == one.our_state == "pending":
        return None  # on its way there, as we expected
    words = "here it could not be booked. Do not try it again."
    if is_done:
        words = "it is booked now."
    elif one.state == "pending":
        words = "it is on its way there, and booked once it has left."
    words = f"The gateway gives {one.ours} back, and the refund was {one.our_state}; {words}"
    return one.found(words, healed=is_done or one.state == "pending")


async def look_at_refund(context: Context, one: DoubtfulRefund) -> Finding | None:
    given = f"{one.amount} of {one.order}"
    if one.state == "succeeded":
        return await _find(context, one)
    if one.state == "failed":
        if await _is_tried_anew(context, one):
            why = one.failure or "no reason"
            return one.found(f"{given} is tried again, after it was refused: {why}")
        return one.found(f"{given} has failed: {one.failure or 'no reason given'}")
    if await _is_refunded(context, one.subject):
        words = f"{given} was still to be given back; tried again, and done."
        return one.found(words, healed=True)
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
    taken = await take_back_refund(context, one.subject, told.id, told.failure)
    words = _came_back(one.amount, is_taken_back=taken)
    return one.found(words, healed=taken, kind="refund_failed")


def _came_back(given: str, *, is_taken_back: bool) -> str:
    words = "it is booked back now, and owed." if is_taken_back else "it is not booked back."
    return f"{given} was booked as given back, and the gateway says that it failed; {words}"


async def _is_tried_anew(context: Context, one: DoubtfulRefund) -> bool:
    """Under a new key, if the order is clear; otherwise the money may have gone back already. One
    that came back waits for a person."""
    gateway = context.gateways.of(one.gateway)
    if not one.is_clear or one.returns or not gateway.capabilities.refunds:
        return False
    await retry_refund(context, one.subject)
    return True


async def _is_refunded(context: Context, refund_id: str) -> bool:
    """Try a refund once more, under the key that it has: what the gateway made is only booked."""
    try:
        await make_refund(context, refund_id)
    except Exception as error:  # whatever keeps it from being done, its outbox message goes on
        log.warning("refund_not_done", refund=refund_id, error=words_of(error))
    async with context.database.autocommit() as connection:
        refund = await refund_by_id(connection, refund_id)
    return refund is not None and refund.state == "succeeded"


LISTED = Step(LISTED_REFUNDS, Listed, heal_refund)
DOUBTFUL = Step(DOUBTFUL_REFUNDS, DoubtfulRefund, look_at_refund)
