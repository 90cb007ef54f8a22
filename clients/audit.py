"""Who changed what, as staff searches it at orders."""

from datetime import datetime

from clients.http import ServiceClient
from contracts.audit import ChangeKind, FoundChange
from contracts.message import Page


class AuditCalls(ServiceClient):
    """A part of the orders client."""

    async def changes(
        self,
        *,
        by: str | None = None,
        kind: ChangeKind | None = None,
        order_id: str | None = None,
        partner_id: int | None = None,
        changed_from: datetime | None = None,
        changed_before: datetime | None = None,
        cursor: str | None = None,
        limit: int | None = None,
    ) -> Page[FoundChange]:
        """Newest first; `by` is a whole person: `admin/ada`, or `ada` whatever she is."""
        query = {
            "by": by,
            "kind": kind,
            "order_id": order_id,
            "partner_id": partner_id,
            "changed_from": changed_from and changed_from.isoformat(),
            "changed_before": changed_before and changed_before.isoformat(),
            "cursor": cursor,
            "limit": limit,
        }
        return await self._call("GET", "/v1/audit", Page[FoundChange], query=query)
