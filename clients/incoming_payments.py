"""Money on its way in, as staff looks for it at payments."""

from datetime import datetime

from clients.http import ServiceClient, segment
from contracts.incoming import IncomingMethod, IncomingPayment
from contracts.message import Page
from contracts.payments import IntentState

PATH = "/v1/incoming-payments"


class IncomingPaymentCalls(ServiceClient):
    """A part of the payments client."""

    async def incoming_payments(
        self,
        *,
        order_id: str | None = None,
        customer_id: str | None = None,
        partner_id: int | None = None,
        state: IntentState | None = None,
        method: IncomingMethod | None = None,
        began_from: datetime | None = None,
        began_before: datetime | None = None,
        q: str | None = None,
        cursor: str | None = None,
        limit: int | None = None,
    ) -> Page[IncomingPayment]:
        """Attempts to pay, whatever came of them, and recorded receipts, newest first. `q` is a
        whole id or reference."""
        query = {
            "order_id": order_id,
            "customer_id": customer_id,
            "partner_id": partner_id,
            "state": state,
            "method": method,
            "began_from": began_from and began_from.isoformat(),
            "began_before": began_before and began_before.isoformat(),
            "q": q,
            "cursor": cursor,
            "limit": limit,
        }
        return await self._call("GET", PATH, Page[IncomingPayment], query=query)

    async def incoming_payment(self, payment_id: str) -> IncomingPayment:
        return await self._call("GET", f"{PATH}/{segment(payment_id)}", IncomingPayment)
