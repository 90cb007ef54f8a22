"""What workflows' steps and other services ask of orders. Idempotent by its own facts, without
keys."""

from clients.http import segment
from clients.orders import OrdersClient, item_path, order_path
from contracts.message import Page
from contracts.reconciliation import UnfinishedOrder
from contracts.recording import (
    ApplyDecision,
    DeadlineOutcome,
    ExpiryOutcome,
    OrderProgress,
    OrderSnapshot,
    RecordAttention,
    RecordDeadline,
    RecordedDecision,
    RecordOperatorDecision,
    RecordPaymentResult,
    RecordRefusal,
)


class SystemOrders(OrdersClient):
    """All that people can ask, and what only the system may."""

    async def snapshot(self, order_id: str, decision_id: str | None = None) -> OrderSnapshot:
        """With one of its decisions if it is named, also one that was superseded."""
        query, path = {"decision_id": decision_id}, f"{order_path(order_id)}/snapshot"
        return await self._call("GET", path, OrderSnapshot, query=query)

    async def unfinished_orders(
        self, *, cursor: str | None = None, limit: int | None = None
    ) -> Page[UnfinishedOrder]:
        """Those that a workflow has to care for, oldest first."""
        query = {"cursor": cursor, "limit": limit}
        return await self._call("GET", "/v1/unfinished-orders", Page[UnfinishedOrder], query=query)

    async def record_payment_result(
        self, order_id: str, result: RecordPaymentResult
    ) -> OrderSnapshot:
        path = f"{order_path(order_id)}/payment-result"
        return await self._call("POST", path, OrderSnapshot, body=result)

    async def record_applied(
        self, order_id: str, decision_id: str, command: ApplyDecision
    ) -> OrderSnapshot:
        path = f"{order_path(order_id)}/decisions/{segment(decision_id)}/applied"
        return await self._call("POST", path, OrderSnapshot, body=command)

    async def start_scheduled_item(self, order_id: str, item_id: str) -> OrderSnapshot:
        return await self._call("POST", f"{item_path(order_id, item_id)}/start", OrderSnapshot)

    async def expire(self, order_id: str) -> ExpiryOutcome:
        return await self._call("POST", f"{order_path(order_id)}/expire", ExpiryOutcome)

    async def record_deadline(self, order_id: str, command: RecordDeadline) -> DeadlineOutcome:
        path = f"{order_path(order_id)}/deadlines"
        return await self._call("POST", path, DeadlineOutcome, body=command)

    async def record_operator_decision(
        self, order_id: str, command: RecordOperatorDecision
    ) -> RecordedDecision:
        path = f"{order_path(order_id)}/operator-decisions"
        return await self._call("POST", path, RecordedDecision, body=command)

    async def record_refusal(self, order_id: str, command: RecordRefusal) -> OrderProgress:
        path = f"{order_path(order_id)}/refusals"
        return await self._call("POST", path, OrderProgress, body=command)

    async def record_attention(self, order_id: str, command: RecordAttention) -> OrderProgress:
        path = f"{order_path(order_id)}/attention"
        return await self._call("POST", path, OrderProgress, body=command)
