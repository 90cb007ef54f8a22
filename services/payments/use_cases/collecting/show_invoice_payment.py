"""Says how the paying of an open invoice stands, if wanted after asking the gateway."""

import asyncio
import contextlib
from collections.abc import Sequence
from datetime import timedelta

from contracts.actors import Actor
from contracts.invoice_payments import InvoicePayment
from services.payments.context import Context
from services.payments.domain.collecting.intents import Intent
from services.payments.domain.invoicing.invoices import Invoice
from services.payments.repository.collecting import intents
from services.payments.repository.invoicing.invoices import known_invoice
from services.payments.use_cases.collecting.look_up_payment import look_up
from services.payments.views.collecting import intent_view

PAUSE = timedelta(seconds=3)
"""Between two questions of customers to a gateway about the same attempt."""
LOOK_SECONDS = 2.0
"""How long a page waits for a gateway."""


async def show_invoice_payment(context: Context, invoice: Invoice, viewer: Actor) -> InvoicePayment:
    async with context.database.autocommit() as connection:
        attempts = await intents.intents_of_invoice(connection, invoice.id)
    return _stands(invoice, _told(attempts), viewer)


async def look_at_invoice_payment(
    context: Context, invoice: Invoice, viewer: Actor
) -> InvoicePayment:
    """Back from the payment page: the gateway is asked right now, once in some seconds."""
    async with context.database.autocommit() as connection:
        attempt = _told(await intents.intents_of_invoice(connection, invoice.id))
        if attempt is None or attempt.is_settled:
            return _stands(invoice, attempt, viewer)
        may_look = await intents.may_look(connection, attempt.id, context.now(), PAUSE)
    if may_look:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(LOOK_SECONDS):
                attempt = await look_up(context, attempt)
    async with context.database.autocommit() as connection:
        return _stands(await known_invoice(connection, invoice.id), attempt, viewer)


def _told(attempts: Sequence[Intent]) -> Intent | None:
    """The one that can still be paid or is on its way; else the newest."""
    live = [one for one in attempts if not one.is_settled]
    return next(iter([*live, *attempts]), None)


def _stands(invoice: Invoice, attempt: Intent | None, viewer: Actor) -> InvoicePayment:
    return InvoicePayment(
        invoice_id=invoice.id,
        number=invoice.number or "",
        order_id=invoice.order_id,
        currency=invoice.currency,
        due_minor=invoice.due_minor,
        due_on=invoice.due_on,
        attempt=intent_view(attempt, viewer) if attempt else None,
    )
