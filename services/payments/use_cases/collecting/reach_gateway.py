"""Opens a payment at its gateway, and takes it back there. A retry goes on where it stopped: inside
the gateway's key window under the same key, afterwards by look-up first."""

from dataclasses import replace

from contracts.payments import GatewayIsUnavailable, GatewayRefusesPayment, PaymentIsNotThere
from services.payments.context import Context
from services.payments.domain.collecting.intents import GatewayPayment, Intent
from services.payments.domain.collecting.methods import payer_of
from services.payments.gateways.port import Checkout
from services.payments.repository.collecting.intents import intent_by_id
from services.payments.use_cases.collecting.apply_gateway_payment import apply_gateway_payment
from wording.refusals import said_of


async def open_at_gateway(context: Context, intent: Intent) -> GatewayPayment:
    """What the gateway has for the intent now, whoever opened it and when. One that it refuses for
    good comes back failed. Raises `GatewayIsUnavailable`."""
    gateway = context.gateways.of(intent.gateway)
    checkout = checkout_of(intent)
    age_seconds = (context.now() - intent.created_at).total_seconds()
    if age_seconds >= gateway.capabilities.key_window_seconds:
        found = await gateway.find_payment(checkout, intent.created_at)
        if found is not None:
            return found
    try:
        return await gateway.open_checkout(checkout)
    except GatewayRefusesPayment as refusal:
        return GatewayPayment(payment_id=None, state="failed", failure=said_of(refusal))
    except GatewayIsUnavailable:
        # It may have been done: only the answer got lost, or is an error kept under the key.
        found = await gateway.find_payment(checkout, intent.created_at)
        if found is None:
            raise
        return found


async def cancel_at_gateway(context: Context, intent: Intent) -> Intent:
    """Make an attempt unable to capture. It comes back captured when that came first, and still
    processing when the gateway cannot stop it any more: captured later, it goes back by itself or
    counts, as the order then needs."""
    gateway = context.gateways.of(intent.gateway)
    payment_id = intent.gateway_payment_id
    if payment_id is None:
        # Whether the gateway has it is unknown. Opening it under its key makes it known.
        payment = await open_at_gateway(context, intent)
        payment_id = payment.payment_id
        if payment_id is None:
            return await apply_gateway_payment(context, intent.id, payment)
    payment = GatewayPayment(payment_id=payment_id, state="cancelled")
    if gateway.capabilities.cancels_open_checkouts:
        try:
            payment = await gateway.cancel_checkout(payment_id)
        except PaymentIsNotThere as error:
            # Should it capture after all, it comes too late and goes back.
            payment = replace(payment, failure=said_of(error))
    return await apply_gateway_payment(context, intent.id, payment)


async def cancel_attempt(context: Context, intent_id: str) -> None:
    """The same, of an intent by id, unless it has settled meanwhile."""
    async with context.database.autocommit() as connection:
        intent = await intent_by_id(connection, intent_id)
    if intent is not None and not intent.is_settled:
        await cancel_at_gateway(context, intent)


def checkout_of(intent: Intent) -> Checkout:
    """The same on every retry, as a gateway refuses a key that comes with another content."""
    return Checkout(
        key=intent.gateway_key,
        reference=intent.id,
        customer_id=payer_of(intent.partner_id, intent.customer_id),
        amount_minor=intent.amount_minor,
        currency=intent.currency,
        description=f"Invoice {intent.pays_number}"
        if intent.pays_invoice
        else f"Order {intent.order_id}",
        linked_method=intent.payment_method,
        return_url=intent.return_url,
    )
