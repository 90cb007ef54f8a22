"""Captures: one that was not booked is booked as a webhook would have; one that the gateway's book
did not list is asked for before anything is said of it; the rest is reported."""

import contextlib
from datetime import timedelta

from billing.money import format_minor
from contracts.payments import PaymentIsNotThere
from contracts.problems import Problem
from contracts.reconciliation import Finding
from services.payments.context import Context
from services.payments.domain.collecting.intents import GatewayPayment, Intent
from services.payments.domain.reconciling.differences import Listed, OfMoney, money
from services.payments.repository.reconciling.captures import LISTED_CAPTURES, UNLISTED_CAPTURES
from services.payments.use_cases.collecting.apply_gateway_payment import apply_gateway_payment
from services.payments.use_cases.reconciling.steps import BOOKED_A_PAGE, Step
from wording.refusals import detail_of

ON_ITS_WAY = timedelta(minutes=1)
"""What was captured this recently is booked without a word: its webhook is on its way."""


async def heal_capture(context: Context, one: Listed) -> Finding | None:
    says = f"The gateway captured {one.amount}"
    if one.our_id is None:
        reference = one.reference or "none"
        return one.found(f"{says}, and no attempt here belongs to it (reference {reference}).")
    if one.kind == "captured_twice":
        return _twice(one, one.our_payment_id, one.our_state)
    if one.kind == "amount_differs":
        return one.found(f"{says}, booked is {one.ours} ({one.order}).")
    if one.our_state in ("captured", "mismatch"):
        words = f"{one.our_id} of {one.order} says {one.our_state}, but no payment of"
        return one.found(f"{words} {one.amount} is booked.")
    return await _book(context, one, one.our_id)


async def _book(context: Context, one: Listed, intent_id: str) -> Finding | None:
    payment = GatewayPayment(
        payment_id=one.gateway_id,
        state="captured",
        reference=one.reference,
        amount_minor=one.amount_minor,
        currency=one.currency,
        captured_at=one.captured_at,
    )
    try:
        after = await apply_gateway_payment(context, intent_id, payment)
    except Problem as problem:
        if problem.passes:
            raise
        return one.found(f"It could not be booked for {one.order}: {detail_of(problem, 'en')}")
    if after.gateway_payment_id != one.gateway_id:
        return _twice(one, after.gateway_payment_id, after.state)
    if after.state == "mismatch":
        return one.found(goes_back(after, f"{one.amount} instead of"), kind="amount_differs")
    if one.captured_at and context.now() - one.captured_at < ON_ITS_WAY:
        return None
    words = f"{one.amount} came after {one.order} was paid or closed; booked now, and it goes back."
    if after.state == "captured":
        words = f"{one.amount} for {one.order} had come and was not booked; it is now."
    return one.found(words, healed=True)


def goes_back(after: Intent, captured: str) -> str:
    asked = format_minor(after.amount_minor, after.currency)
    return (
        f"The gateway captured {captured} {asked} for order {after.order_id}. It is booked now and"
        " goes back by itself; nothing was activated."
    )


def _twice(one: Listed, payment_id: str | None, state: str | None) -> Finding:
    words = f"The gateway captured {one.amount} for {one.our_id} of {one.order}, which is its"
    return one.found(f"{words} payment {payment_id} ({state}).", kind="captured_twice")


async def _find(context: Context, one: OfMoney) -> Finding | None:
    told: GatewayPayment | None = None
    with contextlib.suppress(PaymentIsNotThere):
        told = await context.gateways.of(one.gateway).read_payment(one.gateway_id or "")
    if told is None or told.state != "captured":
        says = f"says {told.state}" if told else "does not know it"
        return one.found(f"{one.amount} is booked for {one.order}, and the gateway {says}.")
    if (told.amount_minor, told.currency) == (one.amount_minor, one.currency):
        return None
    captured = money(told.amount_minor, told.currency)
    words = f"The gateway captured {captured}, booked is {one.amount} ({one.order})."
    return one.found(words, kind="amount_differs")


LISTED = Step(LISTED_CAPTURES, Listed, heal_capture, BOOKED_A_PAGE)
UNLISTED = Step(UNLISTED_CAPTURES, OfMoney, _find)
