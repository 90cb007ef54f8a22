"""Which money received outside the gateway is taken: on an invoice no more than is due, for an
offline payment exactly what was asked for."""

from dataclasses import dataclass
from datetime import date

from billing.money import format_minor
from contracts.bookkeeping import (
    InvoiceIsNotOpen,
    PaymentExceedsWhatIsDue,
    PaymentIsLessThanWhatIsDue,
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
    named = f"Invoice {invoice.number}"
    require_plausible(named, invoice.currency, payment, today)
    _require_no_more(named, invoice.due_minor, payment)


def require_what_was_asked(
    due_minor: int, currency: str, payment: RecordPayment, today: date
) -> None:
    """An order is paid as a whole or not at all. Raises `PaymentIsNotPlausible`,
    `PaymentExceedsWhatIsDue` or `PaymentIsLessThanWhatIsDue`."""
    require_plausible("The order", currency, payment, today)
    _require_no_more("The order", due_minor, payment)
    if payment.amount_minor < due_minor:
        paid, due = _money(payment.amount_minor, payment), _money(due_minor, payment)
        raise PaymentIsLessThanWhatIsDue(
            f"The order has {due} due, more than the {paid} received. Nothing was booked; ask for"
            f" the rest and record {due} once it is there, or give the money back.",
            due_minor=due_minor,
        )


def require_plausible(named: str, currency: str, payment: RecordPayment, today: date) -> None:
    """Raises `PaymentIsNotPlausible`."""
    if payment.currency != currency:
        raise PaymentIsNotPlausible(
            f"{named} is in {currency}, the payment in {payment.currency}. Nothing was booked."
        )
    if payment.received_on > today:
        raise PaymentIsNotPlausible(
            f"{payment.received_on} is in the future; today is {today}. Nothing was booked."
        )


def _require_no_more(named: str, due_minor: int, payment: RecordPayment) -> None:
    if payment.amount_minor > due_minor:
        paid, due = _money(payment.amount_minor, payment), _money(due_minor, payment)
        raise PaymentExceedsWhatIsDue(
            f"{named} has {due} due, less than the {paid} received. Nothing was booked; record"
            f" {due} and give the rest back.",
            due_minor=due_minor,
        )


def _money(amount_minor: int, payment: RecordPayment) -> str:
    return format_minor(amount_minor, payment.currency)
