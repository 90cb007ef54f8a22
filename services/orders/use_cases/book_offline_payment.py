"""Book a payment that an admin received, once its invoices are there."""

from clients.payments import PaymentsClient
from contracts.payments import InvoiceView
from contracts.problems import ServiceIsUnavailable
from services.orders.context import Context
from services.orders.messages import OfflinePaymentReceived


async def book_offline_payment(context: Context, came: OfflinePaymentReceived) -> None:
    """Repeated until it is done; payments books each reference on an invoice once. Raises
    `ServiceIsUnavailable` while an invoice is still to come."""
    books = context.payments.as_actor(came.by)
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
