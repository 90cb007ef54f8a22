"""How anything outside payments talks to it."""

from datetime import date
from typing import Any, Literal

from clients.accounts import AccountCalls
from clients.http import segment
from clients.incoming_payments import IncomingPaymentCalls
from clients.invoice_payments import InvoicePaymentCalls
from clients.operations import OperatedServiceClient
from clients.refunds import RefundCalls
from contracts.bookkeeping import (
    LedgerAuditPage,
    OfflinePaymentView,
    ReceivedPayment,
    RecordPayment,
)
from contracts.credits import CreditNoteView, CreditPreview, CreditRequest
from contracts.desk import PaymentsDesk
from contracts.explaining import Explanation
from contracts.finance import DocumentKind, FinanceDocument
from contracts.message import Page
from contracts.methods import LinkMethod, LinkPage, PaymentMethods
from contracts.payments import GatewayAnswer, InvoiceView, PaymentIntentView, PaymentView
from contracts.reconciliation import ReconciliationReport


class PaymentsClient(
    AccountCalls, IncomingPaymentCalls, InvoicePaymentCalls, RefundCalls, OperatedServiceClient
):
    """Intents, invoices, credit notes, refunds and accounts as one actor sees them."""

    audience = "payments"

    async def intent(self, intent_id: str) -> PaymentIntentView:
        path = f"/v1/payment-intents/{segment(intent_id)}"
        return await self._call("GET", path, PaymentIntentView)

    async def intents_of_order(
        self, order_id: str, *, cursor: str | None = None, limit: int | None = None
    ) -> Page[PaymentIntentView]:
        """Newest attempt first."""
        path = f"/v1/orders/{segment(order_id)}/payment-intents"
        query = {"cursor": cursor, "limit": limit}
        return await self._call("GET", path, Page[PaymentIntentView], query=query)

    async def attempt(
        self, order_id: str, attempt: int, *, wait_seconds: float = 0
    ) -> PaymentIntentView:
        """Waited for until its page is there, or the time is over. Raises `ObjectIsNotFound`."""
        path = f"/v1/orders/{segment(order_id)}/payment-intents/{attempt}"
        query = {"wait_seconds": wait_seconds}
        return await self._call("GET", path, PaymentIntentView, query=query)

    async def ask_gateway(self, intent_id: str) -> GatewayAnswer:
        """For staff. Raises `GatewayIsUnavailable`."""
        path = f"/v1/payment-intents/{segment(intent_id)}/ask-gateway"
        return await self._call("POST", path, GatewayAnswer)

    async def documents(
        self,
        *,
        order_id: str | None = None,
        customer_id: str | None = None,
        partner_id: int | None = None,
        kind: DocumentKind | None = None,
        number: str | None = None,
        issued_from: date | None = None,
        issued_to: date | None = None,
        only_open: bool = False,
        only_overdue: bool = False,
        cursor: str | None = None,
        limit: int | None = None,
    ) -> Page[FinanceDocument]:
        """Issued invoices and credit notes, newest first; `number` is how they begin."""
        query: dict[str, Any] = {
            **_filters(order_id, (partner_id, customer_id), cursor, limit),
            "kind": kind,
            "number": number,
            "issued_from": issued_from,
            "issued_to": issued_to,
            "only_open": only_open or None,
            "only_overdue": only_overdue or None,
        }
        return await self._call("GET", "/v1/documents", Page[FinanceDocument], query=query)

    async def invoices(
        self,
        *,
        order_id: str | None = None,
        customer_id: str | None = None,
        partner_id: int | None = None,
        cursor: str | None = None,
        limit: int | None = None,
    ) -> Page[InvoiceView]:
        query = _filters(order_id, (partner_id, customer_id), cursor, limit)
        return await self._call("GET", "/v1/invoices", Page[InvoiceView], query=query)

    async def invoice(self, invoice_id: str) -> InvoiceView:
        return await self._call("GET", f"/v1/invoices/{segment(invoice_id)}", InvoiceView)

    async def invoice_document(self, invoice_id: str, kind: Literal["pdf", "html"]) -> bytes:
        """The same bytes whenever it is asked. Raises `DocumentIsNotIssued`."""
        return await self._document(f"/v1/invoices/{segment(invoice_id)}/document", kind)

    async def credit_note_document(self, note_id: str, kind: Literal["pdf", "html"]) -> bytes:
        return await self._document(f"/v1/credit-notes/{segment(note_id)}/document", kind)

    async def _document(self, path: str, kind: str) -> bytes:
        url = self._base_url + path
        query = {"format": kind}
        return await self._http.send(
            "GET", url, audience=self.audience, actor=self._actor, query=query
        )

    async def record_payment(
        self, invoice_id: str, received: RecordPayment, *, key: str
    ) -> PaymentView:
        """`RecordReceipt` says what is expected to be due. Raises `DueHasChanged`,
        `InvoiceIsNotOpen`, `PaymentExceedsWhatIsDue`, `PaymentIsNotPlausible`,
        `PaymentReferenceIsUsed`."""
        path = f"/v1/invoices/{segment(invoice_id)}/payments"
        return await self._call("POST", path, PaymentView, body=received, key=key)

    async def record_offline_receipt(
        self, intent_id: str, received: RecordPayment, *, key: str
    ) -> ReceivedPayment:
        """Raises `PaymentIsNotOffline`, `PaymentIsNotPlausible`, `PaymentExceedsWhatIsDue`,
        `PaymentIsLessThanWhatIsDue`, `PaymentReferenceIsUsed`, `InvoiceIsNotOpen`,
        `PaymentAttemptIsOutdated`."""
        path = f"/v1/payment-intents/{segment(intent_id)}/receipt"
        return await self._call("POST", path, ReceivedPayment, body=received, key=key)

    async def offline_payments(
        self,
        *,
        payment_reference: str | None = None,
        state: Literal["open", "captured", "cancelled"] | None = None,
        order_id: str | None = None,
        intent_id: str | None = None,
        partner_id: int | None = None,
        cursor: str | None = None,
        limit: int | None = None,
    ) -> Page[OfflinePaymentView]:
        """Newest first; `payment_reference` however it is spaced."""
        query = {
            "payment_reference": payment_reference,
            "state": state,
            "order_id": order_id,
            "intent_id": intent_id,
            "partner_id": partner_id,
            "cursor": cursor,
            "limit": limit,
        }
        path = "/v1/offline-payments"
        return await self._call("GET", path, Page[OfflinePaymentView], query=query)

    async def payment_methods(
        self,
        customer_id: str,
        *,
        partner_id: int | None = None,
        currency: str | None = None,
        linked: bool = True,
        linked_wait_seconds: float | None = None,
    ) -> PaymentMethods:
        """Without `linked` no gateway is asked. One that is away, or takes longer than
        `linked_wait_seconds` (at most 1), makes its linked methods unusable; the list comes all the
        same."""
        path = f"/v1/customers/{segment(customer_id)}/payment-methods"
        query = {
            "partner_id": partner_id,
            "currency": currency,
            "linked": None if linked else "false",
            "linked_wait_seconds": linked_wait_seconds,
        }
        return await self._call("GET", path, PaymentMethods, query=query)

    async def link_method(self, customer_id: str, wanted: LinkMethod) -> LinkPage:
        """The gateway's page for it. Raises `NoMethodCanBeLinked`, `GatewayIsUnavailable`."""
        path = f"/v1/customers/{segment(customer_id)}/payment-methods/link"
        return await self._call("POST", path, LinkPage, body=wanted)

    async def preview_credit(self, request: CreditRequest) -> CreditPreview:
        """Raises `NothingIsInvoiced`."""
        return await self._call("POST", "/v1/credit-notes/preview", CreditPreview, body=request)

    async def credit_notes(
        self,
        *,
        order_id: str | None = None,
        customer_id: str | None = None,
        partner_id: int | None = None,
        cursor: str | None = None,
        limit: int | None = None,
    ) -> Page[CreditNoteView]:
        query = _filters(order_id, (partner_id, customer_id), cursor, limit)
        return await self._call("GET", "/v1/credit-notes", Page[CreditNoteView], query=query)

    async def credit_note(self, credit_note_id: str) -> CreditNoteView:
        path = f"/v1/credit-notes/{segment(credit_note_id)}"
        return await self._call("GET", path, CreditNoteView)

    async def explain_invoice(self, invoice_id: str) -> Explanation:
        path = f"/v1/invoices/{segment(invoice_id)}/explanation"
        return await self._call("GET", path, Explanation)

    async def explain_credit_note(self, credit_note_id: str) -> Explanation:
        path = f"/v1/credit-notes/{segment(credit_note_id)}/explanation"
        return await self._call("GET", path, Explanation)

    async def payments(
        self,
        *,
        order_id: str | None = None,
        customer_id: str | None = None,
        partner_id: int | None = None,
        cursor: str | None = None,
        limit: int | None = None,
    ) -> Page[PaymentView]:
        """Money that came in, as booked."""
        query = _filters(order_id, (partner_id, customer_id), cursor, limit)
        return await self._call("GET", "/v1/payments", Page[PaymentView], query=query)

    async def desk(self, *, partner_id: int | None = None) -> PaymentsDesk:
        """How much needs a person today."""
        query = {"partner_id": partner_id}
        return await self._call("GET", "/v1/desk", PaymentsDesk, query=query)

    async def reconciliations(
        self, *, cursor: str | None = None, limit: int | None = None
    ) -> Page[ReconciliationReport]:
        """Newest first."""
        query = {"cursor": cursor, "limit": limit}
        return await self._call(
            "GET", "/v1/reconciliations", Page[ReconciliationReport], query=query
        )

    async def reconciliation(self, reconciliation_id: str) -> ReconciliationReport:
        path = f"/v1/reconciliations/{segment(reconciliation_id)}"
        return await self._call("GET", path, ReconciliationReport)

    async def audit_ledger(self, *, cursor: str | None = None) -> LedgerAuditPage:
        """One page; the ledger is sound when no page up to the last has a finding."""
        query = {"cursor": cursor}
        return await self._call("GET", "/v1/audit/ledger", LedgerAuditPage, query=query)


def _filters(
    order_id: str | None,
    customer: tuple[int | None, str | None],
    cursor: str | None,
    limit: int | None,
) -> dict[str, str | int | None]:
    partner_id, customer_id = customer
    whose = {"partner_id": partner_id, "customer_id": customer_id}
    return {"order_id": order_id, **whose, "cursor": cursor, "limit": limit}
