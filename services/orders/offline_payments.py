"""The outbox message that books a payment which an admin received, once its invoices are there."""

from collections.abc import Mapping

from sqlalchemy.ext.asyncio import AsyncConnection

from chassis.outbox import Handler, Outbox, OutboxMessage
from clients.payments import PaymentsClient
from contracts.actors import Actor
from contracts.bookkeeping import RecordPayment
from contracts.message import Message
from contracts.payments import InvoiceView
from contracts.problems import ServiceIsUnavailable

OFFLINE_PAYMENT_RECEIVED = "offline_payment_received"


class OfflinePaymentReceived(Message):
    """One an order: after it nothing waits for approval any more."""

    order_id: str
    by: Actor
    received: RecordPayment
    shares: dict[str, int]
    """By item id, in minor units."""


async def add_offline_payment(
    outbox: Outbox, connection: AsyncConnection, message: OfflinePaymentReceived
) -> int:
    payload = message.model_dump(mode="json")
    return await outbox.add(connection, OFFLINE_PAYMENT_RECEIVED, message.order_id, payload)


def offline_payment_handlers(payments: PaymentsClient) -> Mapping[str, Handler]:
    """Booking is repeated until it is done; payments books each reference on an invoice once."""

    async def received(message: OutboxMessage) -> None:
        came = OfflinePaymentReceived.model_validate(message.payload)
        books = payments.as_actor(came.by)
        invoices = await _invoices_by_item(books, came.order_id)
        missing = [item_id for item_id in came.shares if item_id not in invoices]
        if missing:
            raise ServiceIsUnavailable(
                f"The invoices of {', '.join(missing)} are still to come; the payment waits."
            )
        for item_id, amount_minor in came.shares.items():
            if amount_minor:
                part = came.received.model_copy(update={"amount_minor": amount_minor})
                key = f"{came.order_id}/offline-payment/{item_id}"
                await books.record_payment(invoices[item_id].id, part, key=key)

    return {OFFLINE_PAYMENT_RECEIVED: received}


async def _invoices_by_item(books: PaymentsClient, order_id: str) -> dict[str, InvoiceView]:
    """The first invoice that charged each item; later ones only charge credit back."""
    found: dict[str, InvoiceView] = {}
    cursor = None
    while True:
        page = await books.invoices(order_id=order_id, cursor=cursor, limit=200)
        for invoice in page.items:  # newest first, so that the oldest one stays
            if invoice.number is not None:
                found |= {item.order_item_id: invoice for item in invoice.items}
        cursor = page.next_cursor
        if cursor is None:
            return found
