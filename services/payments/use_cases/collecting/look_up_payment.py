"""Asks the gateway about an attempt that has not settled. No answer changes nothing:
an unknown payment stays as it is, and is never called failed."""

import contextlib

from chassis.problems import not_found
from contracts.payments import GatewayIsUnavailable, PaymentIsNotThere
from services.payments.context import Context
from services.payments.domain.collecting.intents import Intent
from services.payments.repository.collecting.intents import intents_of_order
from services.payments.use_cases.collecting.apply_gateway_payment import apply_gateway_payment


async def look_up_payment(context: Context, order_id: str, attempt: int) -> Intent:
    """The attempt's intent, after the gateway's answer was applied; of a paid order the captured
    one, as an older attempt may have been paid while this one was opened."""
    async with context.database.autocommit() as connection:
        known = await intents_of_order(connection, order_id)
    captured = next((one for one in known if one.state == "captured"), None)
    if captured is not None:
        return captured
    intent = next((one for one in known if one.attempt == attempt), None)
    if intent is None:
        raise not_found("payment attempt")
    return await look_up(context, intent)


async def look_up(context: Context, intent: Intent) -> Intent:
    """The intent, after the gateway's answer was applied."""
    if intent.is_settled or intent.gateway_payment_id is None:
        return intent
    with contextlib.suppress(GatewayIsUnavailable, PaymentIsNotThere):
        payment = await context.gateways.of(intent.gateway).read_payment(intent.gateway_payment_id)
        return await apply_gateway_payment(context, intent.id, payment, seen=intent)
    return intent
