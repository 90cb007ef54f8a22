"""Book a payment that an admin received, once its invoices are there. What payments refuses to book
is shown to a person, as the money is in the house."""

from chassis.tokens import Caller
from clients.payments import PaymentsClient
from contracts.bookkeeping import (
    InvoiceIsNotOpen,
    PaymentExceedsWhatIsDue,
    PaymentIsNotPlausible,
    PaymentReferenceIsUsed,
)
from contracts.payments import InvoiceView
from contracts.problems import ServiceIsUnavailable
from contracts.said import Said, said
from services.orders.context import Context
from services.orders.domain.offline_payment import BOOKED, NOT_BOOKED
from services.orders.domain.order import Flag
from services.orders.messages import OfflinePaymentReceived
from services.orders.repository.audit import NewEntry, is_audited, write_audit
from services.orders.repository.changes import By
from services.orders.use_cases.attention import flag_order, notify_workflow
from services.orders.use_cases.load_order import load_order
from wording.refusals import said_of

REFUSED_FOR_GOOD = (
    InvoiceIsNotOpen,
    PaymentExceedsWhatIsDue,
    PaymentIsNotPlausible,
    PaymentReferenceIsUsed,
)
"""Repeating changes none of these answers."""


async def book_offline_payment(context: Context, came: OfflinePaymentReceived) -> None:
    """Repeated until it is done; payments books each reference on an invoice once. Raises
    `ServiceIsUnavailable` while an invoice is still to come."""
    books = context.payments.as_actor(came.by)
    invoices = await _invoices_by_item(books, came.order_id)
    missing = [item_id for item_id in came.shares if item_id not in invoices]
    if missing:
        raise ServiceIsUnavailable("invoices_to_come", item_ids=missing)
    refused: list[Said] = []
    for item_id, amount_minor in came.shares.items():
        if amount_minor:
            part = came.received.model_copy(update={"amount_minor": amount_minor})
            key = f"{came.order_id}/offline-payment/{item_id}"
            try:
                await books.record_payment(invoices[item_id].id, part, key=key)
            except REFUSED_FOR_GOOD as problem:
                refused.append(
                    said(
                        "attention.part_not_booked",
                        amount_minor=amount_minor,
                        currency=part.currency,
                        item_id=item_id,
                        why=said_of(problem),
                    )
                )
    await _note_end(context, came, refused)


async def _note_end(context: Context, came: OfflinePaymentReceived, refused: list[Said]) -> None:
    """Once: starts may move again from here on, and a person looks at what was not booked."""
    key = f"{came.order_id}/offline-payment-ended"
    by = By(came.by.label, context.now())
    caller = Caller(service="orders", actor=came.by)
    async with context.database.begin() as connection:
        order = await load_order(connection, caller, came.order_id, lock=True)
        if await is_audited(connection, order.id, key):
            return
        reference = came.received.reference
        booked = said("audit.offline_payment_booked", reference=reference)
        not_booked = said("attention.payment_not_booked", reference=reference, refused=refused)
        action, why = (NOT_BOOKED, not_booked) if refused else (BOOKED, booked)
        entry = NewEntry(action, why, message_id=key)
        await write_audit(connection, order.id, by.actor, by.at, [entry])
        if refused:
            flag = Flag(key, not_booked, "orders", by.at, by.actor)
            await flag_order(connection, order, flag)
            await notify_workflow(context, connection, order, key)


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
