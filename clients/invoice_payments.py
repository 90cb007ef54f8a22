"""How customers pay their open invoices."""

from clients.http import ServiceClient, segment
from contracts.invoice_payments import InvoicePayment, PayInvoice
from contracts.methods import PaymentMethods
from contracts.payments import PaymentIntentView


class InvoicePaymentCalls(ServiceClient):
    """A part of the payments client."""

    async def methods_of_invoice(self, invoice_id: str) -> PaymentMethods:
        """By what the customer can pay it."""
        path = f"/v1/invoices/{segment(invoice_id)}/payment-methods"
        return await self._call("GET", path, PaymentMethods)

    async def pay_invoice(
        self, invoice_id: str, command: PayInvoice, *, key: str
    ) -> PaymentIntentView:
        """Raises `InvoiceIsNotOpen`, `PaymentMethodIsNotOffered`, `PaymentMethodIsNotUsable`,
        `InvoiceIsPaidTooOften`, `GatewayIsUnavailable`."""
        path = f"/v1/invoices/{segment(invoice_id)}/payment-intents"
        return await self._call("POST", path, PaymentIntentView, body=command, key=key)

    async def invoice_payment(self, invoice_id: str) -> InvoicePayment:
        path = f"/v1/invoices/{segment(invoice_id)}/payment"
        return await self._call("GET", path, InvoicePayment)

    async def look_at_invoice_payment(self, invoice_id: str) -> InvoicePayment:
        """The gateway is asked, once in some seconds."""
        path = f"/v1/invoices/{segment(invoice_id)}/payment/look-up"
        return await self._call("POST", path, InvoicePayment)
