"""Money on its way back: how it is read, tried again and ended."""

from clients.http import ServiceClient, segment
from contracts.message import Page
from contracts.refunds import (
    EndRefund,
    RefundCreditNote,
    RefundState,
    RefundView,
    SettleRefundByHand,
)


class RefundCalls(ServiceClient):
    async def refunds(
        self,
        *,
        order_id: str | None = None,
        customer_id: str | None = None,
        partner_id: int | None = None,
        state: RefundState | None = None,
        cursor: str | None = None,
        limit: int | None = None,
    ) -> Page[RefundView]:
        query = {
            "order_id": order_id,
            "customer_id": customer_id,
            "partner_id": partner_id,
            "state": state,
            "cursor": cursor,
            "limit": limit,
        }
        return await self._call("GET", "/v1/refunds", Page[RefundView], query=query)

    async def refund(self, refund_id: str) -> RefundView:
        return await self._call("GET", f"/v1/refunds/{segment(refund_id)}", RefundView)

    async def refund_credit_note(
        self, credit_note_id: str, command: RefundCreditNote, *, key: str
    ) -> RefundView:
        """Raises `CreditNoteOwesNothing`, `RefundExceedsWhatIsLeft`, `NoGatewayTookThePayment`."""
        path = f"/v1/credit-notes/{segment(credit_note_id)}/refunds"
        return await self._call("POST", path, RefundView, body=command, key=key)

    async def retry_refund(self, refund_id: str, *, key: str) -> RefundView:
        """Raises `RefundHasNotFailed`."""
        path = f"/v1/refunds/{segment(refund_id)}/retry"
        return await self._call("POST", path, RefundView, key=key)

    async def end_refund(self, refund_id: str, command: EndRefund, *, key: str) -> RefundView:
        """Raises `RefundIsSettled`."""
        path = f"/v1/refunds/{segment(refund_id)}/end"
        return await self._call("POST", path, RefundView, body=command, key=key)

    async def settle_refund_by_hand(
        self, refund_id: str, command: SettleRefundByHand, *, key: str
    ) -> RefundView:
        """Raises `RefundHasNotFailed`, `RefundIsNotPlausible`."""
        path = f"/v1/refunds/{segment(refund_id)}/by-hand"
        return await self._call("POST", path, RefundView, body=command, key=key)
