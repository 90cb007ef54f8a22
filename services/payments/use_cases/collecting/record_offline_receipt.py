"""Records the money of an offline payment: first in the offline book, then as any capture. What
comes for an order that no longer takes it is recorded as well, and goes back."""

from sqlalchemy.ext.asyncio import AsyncConnection

from chassis.failpoints import failpoint
from chassis.problems import not_found
from contracts.actors import Actor
from contracts.bookkeeping import (
    InvoiceIsNotOpen,
    PaymentIsNotOffline,
    PaymentReferenceIsUsed,
    ReceivedPayment,
    RecordPayment,
)
from contracts.payments import PaymentAttemptIsOutdated
from contracts.said import said
from services.payments.context import Context
from services.payments.domain.collecting.intents import Intent
from services.payments.domain.collecting.receiving import require_plausible, require_what_was_asked
from services.payments.domain.days import day_of
from services.payments.gateways.offline import statements as offline
from services.payments.gateways.offline.instructions import received_at
from services.payments.repository.collecting.intents import intent_by_id, rivals_of
from services.payments.repository.invoicing.invoices import known_invoice
from services.payments.use_cases.collecting.apply_gateway_payment import apply_gateway_payment
from services.payments.views.collecting import intent_view
from wording.telling import tell


async def record_offline_receipt(
    context: Context, intent_id: str, received: RecordPayment, recorded_by: Actor
) -> ReceivedPayment:
    """Once per reference, however often it is sent. Raises `PaymentIsNotOffline`,
    `PaymentIsNotPlausible`, `PaymentExceedsWhatIsDue`, `PaymentIsLessThanWhatIsDue`,
    `PaymentReferenceIsUsed`, `InvoiceIsNotOpen`, `PaymentAttemptIsOutdated`."""
    async with context.database.begin() as connection:
        intent = await intent_by_id(connection, intent_id)
        if intent is None:
            raise not_found("payment intent")
        asked = await offline.lock_checkout_of(connection, intent_id)
        if asked is None:
            raise PaymentIsNotOffline(gateway=intent.gateway)
        if asked.receipt is not None:
            _require_same(asked.receipt, received)
        else:
            await _write(context, connection, intent, asked, received, recorded_by.label)
    failpoint("payments.offline_receipt_committed")
    payment = await context.gateways.of(intent.gateway).read_payment(asked.id)
    paid = await apply_gateway_payment(context, intent.id, payment)
    return _outcome(paid, received, recorded_by)


async def _write(
    context: Context,
    connection: AsyncConnection,
    intent: Intent,
    asked: offline.OfflineCheckout,
    received: RecordPayment,
    recorded_by: str,
) -> None:
    invoice = await known_invoice(connection, intent.invoice_id)
    now, party = context.now(), invoice.party
    today = day_of(now, party)
    if asked.state == "open":
        require_what_was_asked(asked.amount_minor, asked.currency, received, today)
    else:
        await _refuse_for_newer(connection, intent)
        require_plausible(asked.currency, received, today)
    await offline.write_receipt(
        connection,
        asked.id,
        received,
        received_at=received_at(received.received_on, now, party.time_zone),
        recorded_by=recorded_by,
        recorded_at=now,
    )


async def _refuse_for_newer(connection: AsyncConnection, intent: Intent) -> None:
    """Money for the order that comes with an older attempt's reference pays the newer attempt."""
    for other in await rivals_of(connection, intent):
        is_newer = other.attempt > intent.attempt and not other.is_settled
        if is_newer and other.gateway == intent.gateway:
            raise PaymentAttemptIsOutdated(
                "replaced",
                attempt=intent.attempt,
                newest_attempt=other.attempt,
                intent_id=other.id,
            )


def _require_same(known: RecordPayment, received: RecordPayment) -> None:
    if known == received:
        return
    if known.reference == received.reference:
        raise PaymentReferenceIsUsed("of_order", reference=received.reference)
    raise InvoiceIsNotOpen(
        "received_before", received_on=known.received_on, reference=known.reference
    )


def _outcome(intent: Intent, received: RecordPayment, viewer: Actor) -> ReceivedPayment:
    goes_back = intent.state != "captured"
    became = said(
        "receipt.goes_back" if goes_back else "receipt.paid",
        amount_minor=received.amount_minor,
        currency=received.currency,
        received_on=received.received_on,
    )
    return ReceivedPayment(
        intent=intent_view(intent, viewer), goes_back=goes_back, message=tell(became, viewer)
    )
