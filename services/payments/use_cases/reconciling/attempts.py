"""Ours → gateway: looks up every attempt that has not settled for a while, and moves it forward, so
that none stays unsettled for ever."""

from datetime import timedelta

from billing.money import format_minor
from contracts.payments import PaymentIsNotThere
from contracts.reconciliation import Finding
from services.payments.context import Context
from services.payments.domain.collecting.intents import GatewayPayment, Intent
from services.payments.messages import PAYMENT_SETTLED, PaymentSettled
from services.payments.repository.collecting import intents
from services.payments.repository.reconciling.comparing import unsettled_attempts
from services.payments.use_cases.collecting.apply_gateway_payment import apply_gateway_payment
from services.payments.use_cases.collecting.reach_gateway import cancel_at_gateway, checkout_of
from services.payments.use_cases.reconciling.ask_each import ASKED_A_PAGE, ask_each

UNSETTLED_AFTER = timedelta(minutes=15)
LONGEST_OPENING = timedelta(days=1)
"""Whoever has not opened an attempt by then does not any more, however long its key holds."""
NEVER_OPENED = GatewayPayment(
    payment_id=None, state="cancelled", failure="The gateway never got this payment."
)

Compared = tuple[list[Finding], list[str]]
"""What was found, and the keys that were looked at."""


async def compare_attempts(context: Context, after_id: str) -> Compared:
    before = context.now() - UNSETTLED_AFTER
    async with context.database.autocommit() as connection:
        rows = await unsettled_attempts(connection, before, after_id, ASKED_A_PAGE)

    async def look(row: tuple[Intent, bool]) -> Finding | None:
        return await _bring_forward(context, *row)

    findings = await ask_each(rows, lambda row: row[0].id, look)
    return findings, [intent.id for intent, _ in rows]


async def _bring_forward(context: Context, intent: Intent, is_over: bool) -> Finding | None:
    try:
        after = await _settle(context, intent, is_over)
    except PaymentIsNotThere:
        return Finding(
            kind="payment_missing",
            subject=intent.id,
            detail=f"The gateway does not know {intent.gateway_payment_id}, which it opened for"
            f" order {intent.order_id}.",
        )
    if after.state == "cancelled" and not is_over:
        await _tell_workflow(context, after)
    return _finding(intent, after, is_over)


async def _settle(context: Context, intent: Intent, is_over: bool) -> Intent:
    """The attempt after it was asked for. `is_over`: nothing may be paid by it any more."""
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
        found, _ = await intents.record_opened(connection, intent.id, payment)
    return found


async def _tell_workflow(context: Context, intent: Intent) -> None:
    key, settled = f"{intent.order_id}/{intent.attempt}", PaymentSettled(order_id=intent.order_id)
    async with context.database.begin() as connection:
        message = await PAYMENT_SETTLED.add(context.outbox, connection, key, settled)
    context.inline.deliver_soon([message])


def _finding(before: Intent, after: Intent, is_over: bool) -> Finding | None:
    """A step that the order had not heard of; nothing while the customer just has not paid."""
    if after.state == before.state:
        return None
    order = f"order {before.order_id}"
    if after.state == "mismatch":
        asked = format_minor(after.amount_minor, after.currency)
        return Finding(
            kind="amount_differs",
            subject=after.gateway_payment_id or after.id,
            detail=f"The gateway captured another amount than {asked} for {order}. It is booked now"
            " and goes back by itself; nothing was activated.",
        )
    if after.gateway_payment_id is None and after.state == "cancelled":
        words = f"The gateway never got this attempt of {order}; it is cancelled."
        return Finding(kind="payment_never_opened", subject=after.id, detail=words, healed=True)
    words = f"The attempt of {order} was {before.state} here and is {after.state} at the gateway."
    if is_over and after.state == "cancelled":
        words = (
            f"{order} takes no payment any more, and this attempt was {before.state}; cancelled."
        )
    return Finding(kind="payment_behind", subject=after.id, detail=words, healed=True)
