"""Captures: one that was not booked is booked as a webhook would have; one that the gateway's book
did not list is asked for before anything is said of it; the rest is reported."""

import contextlib
from datetime import timedelta

from contracts.payments import PaymentIsNotThere
from contracts.problems import Problem
from contracts.reconciliation import Finding
from contracts.said import Said, said
from services.payments.context import Context
from services.payments.domain.collecting.intents import GatewayPayment, Intent, money
from services.payments.domain.reconciling.differences import Listed, OfMoney
from services.payments.repository.reconciling.captures import LISTED_CAPTURES, UNLISTED_CAPTURES
from services.payments.use_cases.collecting.apply_gateway_payment import apply_gateway_payment
from services.payments.use_cases.reconciling.steps import BOOKED_A_PAGE, Step
from wording.refusals import said_of

ON_ITS_WAY = timedelta(minutes=1)
"""What was captured this recently is booked without a word: its webhook is on its way."""


async def heal_capture(context: Context, one: Listed) -> Finding | None:
    if one.our_id is None:
        unknown = said("reconciliation.capture_unknown", amount=one.moved, reference=one.reference)
        return one.found(unknown)
    if one.kind == "captured_twice":
        return _twice(one, one.our_payment_id, one.our_state)
    if one.kind == "amount_differs":
        return _booked_otherwise(one, one.moved, one.booked)
    if one.our_state in ("captured", "mismatch"):
        unbooked = said(
            "reconciliation.payment_lost",
            intent_id=one.our_id,
            order_id=one.order_id,
            payment_state=one.our_state,
            amount=one.moved,
        )
        return one.found(unbooked)
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
        refusal = said_of(problem)
        return one.found(
            said("reconciliation.not_bookable", order_id=one.order_id, refusal=refusal)
        )
    if after.gateway_payment_id != one.gateway_id:
        return _twice(one, after.gateway_payment_id, after.state)
    if after.state == "mismatch":
        return one.found(goes_back(after, one.moved), kind="amount_differs")
    if one.captured_at and context.now() - one.captured_at < ON_ITS_WAY:
        return None
    booked = said(
        "reconciliation.booked" if after.state == "captured" else "reconciliation.booked_late",
        amount=one.moved,
        order_id=one.order_id,
    )
    return one.found(booked, healed=True)


def goes_back(after: Intent, captured: Said | None = None) -> Said:
    asked = money(after.amount_minor, after.currency)
    return said("reconciliation.goes_back", captured=captured, asked=asked, order_id=after.order_id)


def _booked_otherwise(one: OfMoney, captured: Said, booked: Said) -> Finding:
    differs = said(
        "reconciliation.booked_otherwise", captured=captured, booked=booked, order_id=one.order_id
    )
    return one.found(differs, kind="amount_differs")


def _twice(one: Listed, payment_id: str | None, state: str | None) -> Finding:
    twice = said(
        "reconciliation.captured_twice",
        amount=one.moved,
        intent_id=one.our_id,
        order_id=one.order_id,
        payment_id=payment_id,
        payment_state=state,
    )
    return one.found(twice, kind="captured_twice")


async def _find(context: Context, one: OfMoney) -> Finding | None:
    told: GatewayPayment | None = None
    with contextlib.suppress(PaymentIsNotThere):
        told = await context.gateways.of(one.gateway).read_payment(one.gateway_id or "")
    if told is None or told.state != "captured":
        missing = said(
            "reconciliation.capture_missing",
            amount=one.moved,
            order_id=one.order_id,
            payment_state=told and told.state,
        )
        return one.found(missing)
    if (told.amount_minor, told.currency) == (one.amount_minor, one.currency):
        return None
    return _booked_otherwise(one, money(told.amount_minor, told.currency), one.moved)


LISTED = Step(LISTED_CAPTURES, Listed, heal_capture, BOOKED_A_PAGE)
UNLISTED = Step(UNLISTED_CAPTURES, OfMoney, _find)
