"""Asks the gateway about an attempt for staff, also about one that has settled. What it says is
applied as a webhook's would be; no answer changes nothing."""

import asyncio

from contracts.payments import GatewayIsUnavailable, PaymentIsNotThere
from services.payments.context import Context
from services.payments.domain.collecting.intents import GatewayPayment, Intent
from services.payments.use_cases.collecting.apply_gateway_payment import apply_gateway_payment
from services.payments.use_cases.collecting.reach_gateway import checkout_of

ASK_SECONDS = 5.0
"""How long a person waits for a gateway."""


async def ask_gateway(context: Context, intent: Intent) -> tuple[Intent, GatewayPayment | None]:
    """The intent afterwards, and what the gateway has; null for nothing, which is certain. Raises
    `GatewayIsUnavailable`."""
    try:
        async with asyncio.timeout(ASK_SECONDS):
            payment = await _read(context, intent)
    except TimeoutError as error:
        raise GatewayIsUnavailable("silent", gateway=intent.gateway, count=int(ASK_SECONDS)) from (
            error
        )
    if payment is None or intent.gateway_payment_id is None:
        return intent, payment
    return await apply_gateway_payment(context, intent.id, payment, seen=intent), payment


async def _read(context: Context, intent: Intent) -> GatewayPayment | None:
    """One whose opening was never answered is looked for by our own id."""
    gateway = context.gateways.of(intent.gateway)
    if intent.gateway_payment_id is None:
        return await gateway.find_payment(checkout_of(intent), intent.created_at)
    try:
        return await gateway.read_payment(intent.gateway_payment_id)
    except PaymentIsNotThere:
        return None
