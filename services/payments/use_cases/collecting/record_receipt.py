"""Books cash or a bank transfer on an open invoice, once per reference."""

from typing import Any

from sqlalchemy import Row

from chassis.failpoints import failpoint
from chassis.ids import new_id
from chassis.problems import not_found
from contracts.bookkeeping import PaymentReferenceIsUsed, RecordPayment
from services.payments.context import Context, day_of
from services.payments.domain.bookkeeping.ledger import payment_entry
from services.payments.domain.collecting.receiving import OpenInvoice, require_payable
from services.payments.repository.bookkeeping.ledger import Account, book
from services.payments.repository.collecting.receipts import add_receipt, lock_invoice, receipt_of
from services.payments.repository.invoicing.invoices import change_invoice


async def record_receipt(
    context: Context, invoice_id: str, received: RecordPayment, recorded_by: str
) -> Row[Any]:
    """The payment as booked, also when it was booked before. Raises `InvoiceIsNotOpen`,
    `PaymentExceedsWhatIsDue`, `PaymentIsNotPlausible`, `PaymentReferenceIsUsed`."""
    async with context.database.begin() as connection:
        invoice = await lock_invoice(connection, invoice_id)
        if invoice is None:
            raise not_found("invoice")
        known = await receipt_of(connection, invoice_id, received.reference)
        if known is not None:
            _require_same(known, received)
            return known
        due_minor = invoice.due_minor
        open_invoice = OpenInvoice(invoice.number, invoice.state, invoice.currency, due_minor)
        require_payable(open_invoice, received, day_of(context.now(), invoice.party))
        receipt = await add_receipt(
            connection, new_id("pay"), invoice, received, recorded_by=recorded_by, at=context.now()
        )
        await change_invoice(
            connection,
            invoice_id,
            paid_minor=invoice.paid_minor + received.amount_minor,
            state="paid" if received.amount_minor == due_minor else "issued",
        )
        party = invoice.party
        account = Account(party.customer_id, party.partner_id, invoice.currency)
        entry = payment_entry(receipt.id, party.customer_id, received.method, received.amount_minor)
        await book(connection, account, [entry], context.now())
    failpoint("payments.receipt_committed")
    return receipt


def _require_same(known: Row[Any], received: RecordPayment) -> None:
    if any(getattr(known, name) != value for name, value in received.model_dump().items()):
        raise PaymentReferenceIsUsed(
            f"The invoice has another payment under the reference {received.reference!r}."
            " Nothing was booked; give this payment a reference of its own."
        )
