"""What workflows' steps and other services ask of payments. No keys: a command carries the business
key that makes it happen once."""

from clients.http import segment
from clients.payments import PaymentsClient
from clients.system.reconciliations import ReconciliationCalls
from contracts.credits import CreditOutcome, IssueCredit
from contracts.message import Page
from contracts.payments import (
    ClosePayment,
    InvoicePreview,
    InvoiceView,
    IssueInvoice,
    OpenPayment,
    PaymentIntentView,
)
from contracts.refunds import EndRefundByOperator, RefundStep, RefundView


class SystemPayments(ReconciliationCalls, PaymentsClient):
    """All that people can ask, and what only the system may."""

    async def open_payment(self, command: OpenPayment) -> PaymentIntentView:
        """Raises `PaymentAttemptIsOutdated`, or `GatewayIsUnavailable`: then call it again."""
        return await self._call("POST", "/v1/payment-intents", PaymentIntentView, body=command)

    async def look_up(self, order_id: str, attempt: int) -> PaymentIntentView:
        """The intent after asking the gateway; unchanged when the gateway does not answer. For a
        paid order it is the captured intent, whichever attempt that was."""
        path = f"/v1/orders/{segment(order_id)}/payment-intents/{attempt}/look-up"
        return await self._call("POST", path, PaymentIntentView)

    async def close_payment(self, command: ClosePayment) -> Page[PaymentIntentView]:
        """All attempts, settled. A captured one among them means that the money came first and
        nothing was closed. Raises `GatewayIsUnavailable`: then call it again."""
        path = f"/v1/orders/{segment(command.order_id)}/close-payment"
        return await self._call("POST", path, Page[PaymentIntentView], body=command)

    async def take_refund_step(self, refund_id: str, rounds: int) -> RefundStep:
        """Of this round, `failed` once it is over. Raises `GatewayIsUnavailable`: then call it
        again."""
        path = f"/v1/refunds/{segment(refund_id)}/rounds/{rounds}/step"
        return await self._call("POST", path, RefundStep)

    async def end_refund_as_signalled(
        self, refund_id: str, rounds: int, command: EndRefundByOperator
    ) -> RefundView:
        """Raises `RefundIsSettled`, also when that round is over."""
        path = f"/v1/refunds/{segment(refund_id)}/rounds/{rounds}/operator-end"
        return await self._call("POST", path, RefundView, body=command)

    async def issue_invoice(self, command: IssueInvoice) -> InvoiceView:
        return await self._call("POST", "/v1/invoices", InvoiceView, body=command)

    async def preview_invoice(self, command: IssueInvoice) -> InvoicePreview:
        return await self._call("POST", "/v1/invoices/preview", InvoicePreview, body=command)

    async def issue_credit(self, command: IssueCredit) -> CreditOutcome:
        """Raises `NothingIsInvoiced`."""
        return await self._call("POST", "/v1/credit-notes", CreditOutcome, body=command)
