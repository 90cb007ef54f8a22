"""Opens a recorded attempt at its gateway. The attempt is on disk before the gateway hears of it,
and the gateway's key is the business key: a retry at any point goes on where it stopped."""

from collections.abc import Sequence

from chassis.failpoints import failpoint
from services.payments.context import Context
from services.payments.domain.collecting.intents import GatewayPayment, Intent
from services.payments.repository.collecting import intents
from services.payments.repository.collecting.payees import lock_payee
from services.payments.use_cases.collecting.apply_gateway_payment import apply_gateway_payment
from services.payments.use_cases.collecting.reach_gateway import cancel_at_gateway, open_at_gateway

FREE = "free"
"""The stand-in for a gateway payment when there is nothing to pay."""


async def open_attempt(context: Context, intent: Intent, older: Sequence[Intent]) -> Intent:
    """The intent once it can be paid, or the older one that was just captured instead. Older ones
    are made unable to capture first. Raises `GatewayIsUnavailable` (retry: it continues)."""
    if intent.can_be_paid or intent.state not in ("created", "open"):
        return intent
    for outdated in older:
        cancelled = await cancel_at_gateway(context, outdated)
        if cancelled.state == "captured":
            # The customer paid the older page in this very moment; the new one is not needed.
            await _drop(context, intent)
            return cancelled
    if intent.amount_minor == 0:
        return await apply_gateway_payment(context, intent.id, _nothing_to_pay(context, intent))
    failpoint("payments.before_charge")
    payment = await open_at_gateway(context, intent)
    failpoint("payments.checkout_opened")
    if payment.payment_id is None:
        return await apply_gateway_payment(context, intent.id, payment)
    async with context.database.autocommit() as connection:
        intent, is_wanted = await intents.record_opened(connection, intent.id, payment)
    if not is_wanted or intent.state == "cancelled":
        return await cancel_at_gateway(context, intent)
    return await apply_gateway_payment(context, intent.id, payment, seen=intent)


async def _drop(context: Context, intent: Intent) -> None:
    """Unless another process has opened it meanwhile: then the gateway has to know, too."""
    async with context.database.begin() as connection:
        await lock_payee(connection, intent)
        now = await intents.intent_by_id(connection, intent.id) or intent
        if now.state == "created" and now.gateway_payment_id is None:
            await intents.move_intent(connection, now, "cancelled")
            return
    if not now.is_settled:
        await cancel_at_gateway(context, now)


def _nothing_to_pay(context: Context, intent: Intent) -> GatewayPayment:
    return GatewayPayment(
        payment_id=f"{FREE}/{intent.id}",
        state="captured",
        amount_minor=0,
        currency=intent.currency,
        captured_at=context.now(),
    )
