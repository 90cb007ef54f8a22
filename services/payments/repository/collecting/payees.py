"""SQL of what an attempt pays: an order, or an open invoice. Whoever opens, captures or closes
locks that first, before the attempts."""

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from services.payments.domain.collecting.intents import Intent
from services.payments.domain.invoicing.invoices import Invoice
from services.payments.repository.collecting.intents import lock_known_order
from services.payments.repository.invoicing.invoices import lock_known_invoice


@dataclass(frozen=True)
class Payee:
    takes_money: bool
    """Whether a capture counts: the order is neither paid nor closed, something of the invoice is
    due."""
    invoice: Invoice | None = None
    """The open one that is paid; null for an order."""


async def lock_payee(connection: AsyncConnection, intent: Intent) -> Payee:
    """Nobody else pays it until the transaction ends."""
    if not intent.pays_invoice:
        order = await lock_known_order(connection, intent.order_id)
        return Payee(order.takes_money)
    invoice = await lock_known_invoice(connection, intent.invoice_id)
    return Payee(invoice.due_minor > 0, invoice)
