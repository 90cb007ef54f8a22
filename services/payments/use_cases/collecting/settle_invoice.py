"""Books a capture that pays an open invoice: what is due is paid, what is too much goes back, and
the customer is mailed a receipt."""

from services.payments.domain.bookkeeping.ledger import payment_entry
from services.payments.domain.collecting.intents import Intent
from services.payments.domain.days import day_of
from services.payments.domain.invoicing.invoices import Invoice
from services.payments.messages import INVOICE_PAID, InvoicePaid
from services.payments.repository.invoicing.invoices import change_invoice
from services.payments.use_cases.collecting.change import Change


async def settle_invoice(change: Change, invoice: Invoice) -> None:
    """The invoice is locked, and something of it is due: less than was asked for, if a credit note
    or other money came while the customer paid; more, if a note was voided."""
    intent, due_minor = change.intent, invoice.due_minor
    kept_minor = min(intent.amount_minor, due_minor)
    payment_id = await change.add_payment()
    assert payment_id is not None, intent.id  # noqa: S101 - its intent was not captured before
    await change_invoice(
        change.connection,
        invoice.id,
        paid_minor=invoice.paid_minor + kept_minor,
        state="paid" if kept_minor == due_minor else "issued",
    )
    await change.move(
        "captured",
        captured_at=change.captured_at,
        paid_on=day_of(change.captured_at, invoice.party),
        failure=None,
    )
    customer, gateway = intent.customer_id, intent.gateway
    entry = payment_entry(payment_id, customer, gateway, intent.amount_minor)
    await change.book(intent.currency, [entry])
    if intent.amount_minor > kept_minor:
        await change.give_back(intent.amount_minor - kept_minor, intent.currency)
    await change.send(INVOICE_PAID, intent.id, _receipt(intent, invoice, kept_minor))


def _receipt(intent: Intent, invoice: Invoice, kept_minor: int) -> InvoicePaid:
    return InvoicePaid(
        order_id=intent.order_id,
        invoice_id=invoice.id,
        number=intent.pays_number or "",
        intent_id=intent.id,
        currency=intent.currency,
        amount_minor=intent.amount_minor,
        excess_minor=intent.amount_minor - kept_minor,
        due_minor=invoice.due_minor - kept_minor,
    )
