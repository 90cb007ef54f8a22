"""What was begun and not brought to its end: an attempt that has not settled for a while is looked
up at the gateway and moved forward, a webhook that was forgotten is worked on."""

from dataclasses import replace
from datetime import timedelta

from chassis.outbox import words_of
from contracts.payments import PaymentIsNotThere
from contracts.reconciliation import Finding
from contracts.said import said
from services.payments.context import Context
from services.payments.domain.collecting.intents import GatewayPayment, Intent
from services.payments.domain.reconciling.differences import ForgottenWebhook, UnsettledAttempt
from services.payments.messages import PAYMENT_SETTLED, PaymentSettled
from services.payments.repository.collecting import intents
from services.payments.repository.reconciling.unfinished import (
    FORGOTTEN_WEBHOOKS,
    UNSETTLED_ATTEMPTS,
)
from services.payments.use_cases.collecting.apply_gateway_payment import apply_gateway_payment
from services.payments.use_cases.collecting.reach_gateway import cancel_at_gateway, checkout_of
from services.payments.use_cases.collecting.receive_webhook import process_kept_event
from services.payments.use_cases.reconciling.captures import goes_back
from services.payments.use_cases.reconciling.steps import Step

LONGEST_OPENING = timedelta(days=1)
"""Whoever has not opened an attempt by then does not any more, however long its key holds."""
NEVER_OPENED = GatewayPayment(
    payment_id=None, state="cancelled", failure=said("payment.never_opened")
)


async def bring_forward(context: Context, one: UnsettledAttempt) -> Finding | None:
    """Nothing is found while the customer just has not paid."""
    async with context.database.autocommit() as connection:
        intent = await intents.intent_by_id(connection, one.subject)
    if intent is None or intent.is_settled:
        return None
    try:
        after = await _settle(context, intent, is_over=one.is_over)
    except PaymentIsNotThere:
        missing = said(
            "reconciliation.payment_missing",
            payment_id=intent.gateway_payment_id,
            order_id=one.order_id,
        )
        return one.found(missing, kind="payment_missing")
    if after.state == "cancelled" and not one.is_over and not after.pays_invoice:
        await _tell_workflow(context, after)
    return _finding(one, intent, after)


def _finding(one: UnsettledAttempt, before: Intent, after: Intent) -> Finding | None:
    if after.state == before.state:
        return None
    if after.state == "mismatch":
        about = replace(one, subject=after.gateway_payment_id or after.id)
        return about.found(goes_back(after), kind="amount_differs")
    if after.gateway_payment_id is None and after.state == "cancelled":
        never = said("reconciliation.never_opened", order_id=one.order_id)
        return one.found(never, healed=True, kind="payment_never_opened")
    is_ended = one.is_over and after.state == "cancelled"
    moved = said(
        "reconciliation.attempt_ended" if is_ended else "reconciliation.attempt_moved",
        order_id=one.order_id,
        former_state=before.state,
        payment_state=after.state,
    )
    return one.found(moved, healed=True)


async def _settle(context: Context, intent: Intent, *, is_over: bool) -> Intent:
    """The attempt after it was asked for."""
    known = await _find(context, intent)
    if known is None:
        return await apply_gateway_payment(context, intent.id, NEVER_OPENED, seen=intent)
    if is_over:
        return await cancel_at_gateway(context, known)
    if known.gateway_payment_id is None:
        return known  # whoever opens it is still trying, and does so under its key
    payment = await context.gateways.of(known.gateway).read_payment(known.gateway_payment_id)
    return await apply_gateway_payment(context, known.id, payment, seen=known)


async def _find(context: Context, intent: Intent) -> Intent | None:
    """With the gateway's id, if the gateway has it; null when it certainly has not. An attempt
    whose key still holds is left as it is, and so is one of nothing, which no gateway hears of."""
    gateway = context.gateways.of(intent.gateway)
    window = timedelta(seconds=gateway.capabilities.key_window_seconds)
    is_young = context.now() - intent.created_at < min(window, LONGEST_OPENING)
    if intent.gateway_payment_id or is_young or not intent.amount_minor:
        return intent
    payment = await gateway.find_payment(checkout_of(intent), intent.created_at)
    if payment is None or payment.payment_id is None:
        return None
    async with context.database.autocommit() as connection:
        opened, _ = await intents.record_opened(connection, intent.id, payment)
    return opened


async def _tell_workflow(context: Context, intent: Intent) -> None:
    key, settled = f"{intent.order_id}/{intent.attempt}", PaymentSettled(order_id=intent.order_id)
    async with context.database.begin() as connection:
        message = await PAYMENT_SETTLED.add(context.outbox, connection, key, settled)
    context.inline.deliver_soon([message])


async def work_on(context: Context, one: ForgottenWebhook) -> Finding:
    try:
        await process_kept_event(context, one.gateway, one.event_id)
    except Exception as error:
        return one.found(said("reconciliation.webhook_undone", error=words_of(error)))
    return one.found(said("reconciliation.webhook_done"), healed=True)


ATTEMPTS = Step(UNSETTLED_ATTEMPTS, UnsettledAttempt, bring_forward)
WEBHOOKS = Step(FORGOTTEN_WEBHOOKS, ForgottenWebhook, work_on)
