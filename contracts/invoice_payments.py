"""Messages of paying an invoice that was issued to be paid later."""

from datetime import date

from contracts.message import Command, Currency, Message, Name, PositiveMinor, Url
from contracts.payments import PaymentIntentView
from contracts.problems import Problem


class PayInvoice(Command):
    """Pay what is open of an invoice by one of the methods that are offered for it."""

    payment_method: Name
    return_url: Url | None = None


class InvoicePayment(Message):
    """How the paying of an invoice stands."""

    invoice_id: str
    number: str
    order_id: str
    currency: Currency
    due_minor: PositiveMinor
    """What is open of it now."""
    due_on: date | None = None
    """Until when it is to be paid."""
    attempt: PaymentIntentView | None
    """The one that can still be paid or is on its way; else the newest."""


class InvoiceIsPaidTooOften(Problem):
    """So many attempts were made to pay it. Facts: number, most."""

    status = 409
