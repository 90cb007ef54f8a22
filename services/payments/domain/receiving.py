"""Which money received outside the gateway an invoice takes. It takes no more than is due."""

from dataclasses import dataclass
from datetime import date

from chassis.money import format_minor
from contracts.bookkeeping import (
    InvoiceIsNotOpen,
    PaymentExceedsWhatIsDue,
    PaymentIsNotPlausible,
    RecordPayment,
)
from contracts.payments import InvoiceState


@dataclass(frozen=True)
class OpenInvoice:
    """What is known of an invoice when money comes. `due_minor` is its gross less what was paid and
    what credit notes took off."""

    number: str | None
    state: InvoiceState
    currency: str
    due_minor: int


def require_payable(invoice: OpenInvoice, payment: RecordPayment, today: date) -> None:
    """Raises `InvoiceIsNotOpen`, `PaymentIsNotPlausible` or `PaymentExceedsWhatIsDue`."""
    if invoice.state != "issued" or invoice.due_minor <= 0:
        named = f"Invoice {invoice.number}" if invoice.number else "The invoice"
        why = "nothing is due on it" if invoice.state == "issued" else f"it is {invoice.state}"
        raise InvoiceIsNotOpen(f"{named} takes no payment: {why}. Nothing was booked.")
    if payment.currency != invoice.currency:
        raise PaymentIsNotPlausible(
            f"Invoice {invoice.number} is in {invoice.currency}, the payment in"
            f" {payment.currency}. Nothing was booked."
        )
    if payment.received_on > today:
        raise PaymentIsNotPlausible(
            f"{payment.received_on} is in the future; today is {today}. Nothing was booked."
        )
    if payment.amount_minor > invoice.due_minor:
        paid = format_minor(payment.amount_minor, invoice.currency)
        due = format_minor(invoice.due_minor, invoice.currency)
        raise PaymentExceedsWhatIsDue(
            f"Invoice {invoice.number} has {due} due, less than the {paid} received. Nothing was"
            f" booked; record {due} and give the rest back.",
            due_minor=invoice.due_minor,
        )
