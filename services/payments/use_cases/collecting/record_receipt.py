"""Books cash or a bank transfer on an open invoice, once per reference."""

from chassis.failpoints import failpoint
from chassis.ids import new_id
from chassis.problems import not_found
from contracts.bookkeeping import DueHasChanged, PaymentReferenceIsUsed, RecordReceipt
from services.payments.context import Context
from services.payments.domain.bookkeeping.ledger import payment_entry
from services.payments.domain.collecting.payments import Payment
from services.payments.domain.collecting.receiving import open_invoice, require_payable
from services.payments.domain.days import day_of
from services.payments.repository.bookkeeping.ledger import book
from services.payments.repository.collecting.payments import add_payment, receipt_of
from services.payments.repository.invoicing.invoices import change_invoice, lock_invoice
from services.payments.use_cases.collecting.replace_attempts import replace_attempts


async def record_receipt(
    context: Context, invoice_id: str, wanted: RecordReceipt, recorded_by: str
) -> Payment:
    """The payment as booked, also when it was booked before. Raises `DueHasChanged`,
    `InvoiceIsNotOpen`, `PaymentExceedsWhatIsDue`, `PaymentIsNotPlausible`,
    `PaymentReferenceIsUsed`."""
    received = wanted.payment
    async with context.database.begin() as connection:
        invoice = await lock_invoice(connection, invoice_id)
        if invoice is None:
            raise not_found("invoice")
        known = await receipt_of(connection, invoice_id, received.reference)
        if known is not None:
            if known.receipt != received:
                raise PaymentReferenceIsUsed("of_invoice", reference=received.reference)
            return known
        due_minor = invoice.due_minor
        party = invoice.party
        require_payable(open_invoice(invoice), received, day_of(context.now(), party))
        if wanted.expected_due_minor not in (None, due_minor):
            raise DueHasChanged(
                number=invoice.number,
                due_minor=due_minor,
                expected_minor=wanted.expected_due_minor,
                currency=invoice.currency,
            )
        receipt = Payment(
            id=new_id("pay"),
            order_id=invoice.order_id,
            customer_id=party.customer_id,
            partner_id=party.partner_id,
            currency=received.currency,
            invoice_id=invoice_id,
            amount_minor=received.amount_minor,
            captured_at=context.now(),
            method=received.method,
            reference=received.reference,
            received_on=received.received_on,
            recorded_by=recorded_by,
        )
        await add_payment(connection, receipt)
        await change_invoice(
            connection,
            invoice_id,
            paid_minor=invoice.paid_minor + received.amount_minor,
            state="paid" if received.amount_minor == due_minor else "issued",
        )
        entry = payment_entry(receipt.id, party.customer_id, received.method, received.amount_minor)
        await book(connection, invoice.account, [entry], context.now())
        messages = await replace_attempts(context, connection, [invoice_id])
    context.inline.deliver_soon(messages)
    failpoint("payments.receipt_committed")
    return receipt
