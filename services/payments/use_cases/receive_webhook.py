"""Takes a gateway's webhook: verified, kept once, answered; processed from what was kept."""

from collections.abc import Mapping

from chassis.auth import not_found
from contracts.payments import GatewayIsUnavailable
from contracts.problems import ServiceIsUnavailable
from services.payments.means import EVENT_TOPIC, Means
from services.payments.repository import inbox
from services.payments.repository.intents import intent_of_gateway
from services.payments.use_cases.apply_truth import apply_truth


class PaymentIsUnknownYet(Exception):
    """A webhook for a payment that we do not know; it is kept and tried again."""


async def receive_webhook(
    means: Means, gateway: str, headers: Mapping[str, str], body: bytes
) -> None:
    """Raises `WebhookIsForged` or `WebhookIsUnreadable`; a duplicate is as good as the first."""
    if gateway != means.gateway.name:
        raise not_found("gateway")
    event = means.gateway.read_event(headers, body, int(means.clock().timestamp()))
    async with means.database.begin() as connection:
        if not await inbox.keep_event(connection, gateway, event):
            return
        kept = {"gateway": gateway, "event_id": event.id}
        message = await means.outbox.add(connection, EVENT_TOPIC, f"{gateway}/{event.id}", kept)
    means.deliver_soon([message])


async def process_event(means: Means, gateway: str, event_id: str) -> None:
    """Ask the gateway what is true of the payment that the event is about, and apply that."""
    async with means.database.autocommit() as connection:
        event = await inbox.kept_event(connection, gateway, event_id)
        if event is None:
            return
        intent = await intent_of_gateway(connection, gateway, event.payment_id, event.reference)
    if intent is None:
        raise PaymentIsUnknownYet(f"Event {event_id} is about {event.payment_id}.")
    try:
        truth = await means.gateway.read_payment(event.payment_id)
    except GatewayIsUnavailable as error:
        raise ServiceIsUnavailable(error.detail) from error
    await apply_truth(means, intent.id, truth)
    async with means.database.autocommit() as connection:
        await inbox.mark_processed(connection, gateway, event_id)
