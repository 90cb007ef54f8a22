"""How the reconciliation talks to payments, which compares and keeps what is found."""

from collections.abc import Sequence

from clients.http import ServiceClient, segment
from contracts.reconciliation import (
    BeginReconciliation,
    ComparePage,
    FinishReconciliation,
    KeepFindings,
    OrderIds,
    ReconciliationPage,
    ReconciliationReport,
    SettledPayments,
)

PATH = "/v1/reconciliations"


class ReconciliationCalls(ServiceClient):
    """A part of the payments client. What changes something is idempotent by its own facts."""

    async def begin_reconciliation(self, command: BeginReconciliation) -> ReconciliationReport:
        return await self._call("POST", PATH, ReconciliationReport, body=command)

    async def reconcile_page(
        self, reconciliation_id: str, command: ComparePage
    ) -> ReconciliationPage:
        """Raises `GatewayIsUnavailable` when a gateway's book cannot be read."""
        path = f"{PATH}/{segment(reconciliation_id)}/pages"
        return await self._call("POST", path, ReconciliationPage, body=command)

    async def keep_findings(self, reconciliation_id: str, command: KeepFindings) -> None:
        path = f"{PATH}/{segment(reconciliation_id)}/findings"
        await self._call("POST", path, ReconciliationPage, body=command)

    async def finish_reconciliation(
        self, reconciliation_id: str, command: FinishReconciliation
    ) -> ReconciliationReport:
        path = f"{PATH}/{segment(reconciliation_id)}/finish"
        return await self._call("POST", path, ReconciliationReport, body=command)

    async def settled_payments(self, order_ids: Sequence[str]) -> SettledPayments:
        """At most 200 orders."""
        command = OrderIds(order_ids=list(order_ids))
        return await self._call("POST", "/v1/settled-payments", SettledPayments, body=command)
