"""Which money received outside the gateway is taken: on an invoice no more than is due, for an
offline payment exactly what was asked for."""

from dataclasses import dataclass
from datetime import date

from contracts.bookkeeping import (
    InvoiceIsNotOpen,
    PaymentExceedsWhatIsDue,
    PaymentIsLessThanWhatIsDue,
    PaymentIsNotPlausible,
    RecordPayment,
)
from contracts.payments import InvoiceState
from services.payments.domain.invoicing.invoices import Invoice


@dataclass(frozen=True)
class OpenInvoice:
    """What is known of an invoice when money comes. `due_minor` is its gross less what was paid and
    what credit notes took off."""

    number: str | None
    state: InvoiceState
    currency: str
    due_minor: int


def open_invoice(invoice: Invoice) -> OpenInvoice:
    return OpenInvoice(invoice.number, invoice.state, invoice.currency, invoice.due_minor)


def require_open(invoice: OpenInvoice) -> None:
    """Raises `InvoiceIsNotOpen`."""
    if invoice.state != "issued" or invoice.due_minor <= 0:
        raise InvoiceIsNotOpen(
            "nothing_due" if invoice.state == "issued" else "state",
            number=invoice.number,
            document_state=invoice.state,
        )


def require_payable(invoice: OpenInvoice, payment: RecordPayment, today: date) -> None:
    """Raises `InvoiceIsNotOpen`, `PaymentIsNotPlausible` or `PaymentExceedsWhatIsDue`."""
    require_open(invoice)
    require_plausible(invoice.currency, payment, today, number=invoice.number)
    _require_no_more(invoice.due_minor, payment, number=invoice.number)


def require_what_was_asked(
    due_minor: int, currency: str, payment: RecordPayment, today: date
) -> None:
    """An order is paid as a whole or not at all. Raises `PaymentIsNotPlausible`,
    `PaymentExceedsWhatIsDue` or `PaymentIsLessThanWhatIsDue`."""
    require_plausible(currency, payment, today)
    _require_no_more(due_minor, payment)
    if payment.amount_minor < due_minor:
        raise PaymentIsLessThanWhatIsDue(
            due_minor=due_minor, received_minor=payment.amount_minor, currency=currency
        )


def require_plausible(
    currency: str, payment: RecordPayment, today: date, *, number: str | None = None
) -> None:
    """Of the invoice of this number, or of an order. Raises `PaymentIsNotPlausible`."""
    if payment.currency != currency:
        raise PaymentIsNotPlausible(
            "currency", number=number, due_currency=currency, currency=payment.currency
        )
    if payment.received_on > today:
        raise PaymentIsNotPlausible("future", received_on=payment.received_on, today_on=today)


def _require_no_more(due_minor: int, payment: RecordPayment, *, number: str | None = None) -> None:
    if payment.amount_minor > due_minor:
        raise PaymentExceedsWhatIsDue(
            number=number,
            due_minor=due_minor,
            received_minor=payment.amount_minor,
            currency=payment.currency,
        )
