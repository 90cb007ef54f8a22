"""Takes a gateway's webhook: verified, kept once, answered; processed from what was kept."""

from collections.abc import Mapping
from datetime import timedelta

import structlog

from chassis.failpoints import failpoint
from chassis.outbox import ComeBackLater, MessageIsHopeless
from chassis.problems import not_found
from contracts.payments import PaymentIsNotThere, WebhookIsForged, WebhookIsUnreadable
from contracts.said import said
from services.payments.context import Context
from services.payments.domain.collecting.intents import GatewayPayment, Intent
from services.payments.gateways.port import WebhookIsOfNoInterest
from services.payments.messages import EventKept
from services.payments.repository.collecting import inbox
from services.payments.repository.collecting.intents import intent_of_gateway
from services.payments.repository.refunding.refunds import refunds_at_gateway
from services.payments.use_cases.collecting.apply_gateway_payment import apply_gateway_payment
from services.payments.use_cases.refunding.resolve_refund import adopt_if_made
from services.payments.use_cases.refunding.take_back_refund import look_at_made_refund
from services.payments.use_cases.refunding.wake_refund import wake_refund
from wording.telling import words

UNKNOWN_IS_KEPT = timedelta(days=3)
SHORTEST_PAUSE_SECONDS, LONGEST_PAUSE_SECONDS = 2.0, 3_600.0

log = structlog.get_logger()


async def receive_webhook(
    context: Context, gateway: str, headers: Mapping[str, str], body: bytes
) -> None:
    """Raises `WebhookIsForged` or `WebhookIsUnreadable`; a duplicate is as good as the first."""
    sender = context.gateways.find(gateway)
    if sender is None:
        raise not_found("gateway")
    try:
        event = sender.read_event(headers, body, int(context.now().timestamp()))
    except WebhookIsOfNoInterest:
        return
    except (WebhookIsForged, WebhookIsUnreadable) as refusal:
        context.refused_webhooks[gateway] += 1
        log.warning(
            "webhook_refused",
            gateway=gateway,
            why=refusal.why,
            body_bytes=len(body),
            refused_since_start=context.refused_webhooks[gateway],
        )
        raise
    async with context.database.autocommit() as connection:
        message = await inbox.keep_event(connection, context.outbox, gateway, event, context.now())
    if message is None:
        return
    failpoint("payments.webhook_kept")
    context.inline.deliver_soon([message])


async def process_event(context: Context, event: EventKept) -> None:
    """Ask the gateway what is true of the payment that the event is about, and apply that; what
    it still has to give back of it is looked at again too."""
    gateway = event.gateway
    found = await _find(context, gateway, event.payment_id, event.reference)
    if found is None:
        async with context.database.autocommit() as connection:
            kept = await inbox.kept_event(connection, gateway, event.event_id)
        raise _unknown_yet(context, event.payment_id, kept)
    intent, payment = found
    failpoint("payments.gateway_asked")
    await apply_gateway_payment(context, intent.id, payment, seen=intent)
    if intent.is_settled:
        await _look_at_refunds(context, intent.id)
    async with context.database.autocommit() as connection:
        await inbox.mark_processed(connection, gateway, event.event_id)


async def _find(
    context: Context, gateway: str, payment_id: str, reference: str | None
) -> tuple[Intent, GatewayPayment] | None:
    """Our intent, and what the gateway says of it now. A gateway may name one payment by several
    ids: ours is the one that it answers with."""
    async with context.database.autocommit() as connection:
        intent = await intent_of_gateway(connection, gateway, payment_id, reference)
    try:
        payment = await context.gateways.of(gateway).read_payment(payment_id)
    except PaymentIsNotThere:
        if intent is not None:
            raise
        return None
    if intent is None and payment.payment_id is not None:
        async with context.database.autocommit() as connection:
            intent = await intent_of_gateway(
                connection, gateway, payment.payment_id, payment.reference
            )
    return (intent, payment) if intent is not None else None


async def _look_at_refunds(context: Context, intent_id: str) -> None:
    """The event may be about one of them: the workflows of those that the gateway was asked for are
    to look now, and those that it made are asked about once more."""
    async with context.database.autocommit() as connection:
        found = await refunds_at_gateway(connection, intent_id)
    for refund in found:
        if refund.state == "pending":
            await wake_refund(context, refund.id)
        elif refund.state == "failed":
            await adopt_if_made(context, refund)
        else:
            await look_at_made_refund(context, refund.id)


async def process_kept_event(context: Context, gateway: str, event_id: str) -> None:
    """The same, of an event that is no message any more."""
    async with context.database.autocommit() as connection:
        kept = await inbox.kept_event(connection, gateway, event_id)
    if kept is not None:
        await process_event(context, kept.event)


def _unknown_yet(context: Context, payment_id: str, kept: inbox.KeptEvent | None) -> Exception:
    """The event overtook the answer to our own request, or it is of another installation that
    shares the account at the gateway. So it is kept, and looked at less and less often."""
    age = context.now() - kept.received_at if kept else UNKNOWN_IS_KEPT
    is_over = age >= UNKNOWN_IS_KEPT
    count = age.days if is_over else None
    why = words(said("webhook.unknown", payment_id=payment_id, count=count), language="en")
    if is_over:
        return MessageIsHopeless(why)
    pause_seconds = max(SHORTEST_PAUSE_SECONDS, age.total_seconds())
    return ComeBackLater(min(pause_seconds, LONGEST_PAUSE_SECONDS), why)
