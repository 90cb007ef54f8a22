"""Calls of the orders service about what waits for a decision."""

from datetime import datetime

from clients.http import ServiceClient
from contracts.approvals import (
    DecidedMany,
    DecideMany,
    WaitingCounts,
    WaitingOrder,
    WaitingSort,
    WaitingStatus,
)
from contracts.decisions import OrderPath
from contracts.message import Page


class ApprovalCalls(ServiceClient):
    """For staff."""

    async def approvals(
        self,
        *,
        q: str | None = None,
        partner_id: int | None = None,
        customer_id: str | None = None,
        path: OrderPath | None = None,
        status: WaitingStatus | None = None,
        waiting_from: datetime | None = None,
        waiting_until: datetime | None = None,
        due_until: datetime | None = None,
        sort: WaitingSort | None = None,
        cursor: str | None = None,
        limit: int | None = None,
    ) -> Page[WaitingOrder]:
        """What waits for a decision; unless it is sorted otherwise, the most urgent first."""
        moments = {
            "waiting_from": waiting_from,
            "waiting_until": waiting_until,
            "due_until": due_until,
        }
        query = {
            "q": q,
            "partner_id": partner_id,
            "customer_id": customer_id,
            "path": path,
            "status": status,
            **{name: at and at.isoformat() for name, at in moments.items()},
            "sort": sort,
            "cursor": cursor,
            "limit": limit,
        }
        return await self._call("GET", "/v1/approvals", Page[WaitingOrder], query=query)

    async def count_approvals(
        self,
        *,
        q: str | None = None,
        partner_id: int | None = None,
        path: OrderPath | None = None,
        status: WaitingStatus | None = None,
        waiting_until: datetime | None = None,
    ) -> WaitingCounts:
        query = {
            "q": q,
            "partner_id": partner_id,
            "path": path,
            "status": status,
            "waiting_until": waiting_until and waiting_until.isoformat(),
        }
        return await self._call("GET", "/v1/approvals/count", WaitingCounts, query=query)

    async def decide_many(self, command: DecideMany, *, key: str) -> DecidedMany:
        """One result a row, in the same order; a row that is refused stops no other."""
        path = "/v1/approvals/decisions"
        return await self._call("POST", path, DecidedMany, body=command, key=key)

    async def decided_many(self, key: str) -> DecidedMany:
        """What was answered to one's own request with this key. Raises `ObjectIsNotFound`."""
        path, query = "/v1/approvals/decisions", {"key": key}
        return await self._call("GET", path, DecidedMany, query=query)
