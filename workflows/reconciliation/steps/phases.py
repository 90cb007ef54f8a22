"""Steps of the reconciliation: each compares one phase to its end, page by page, and tells Temporal
after every page how far it is, so that another worker goes on there."""

import asyncio

from temporalio import activity

from clients.system.services import SystemServices
from contracts.payments import GatewayIsUnavailable
from contracts.reconciliation import (
    BeginReconciliation,
    ComparePage,
    EndOfRun,
    Finding,
    FinishReconciliation,
    KeepFindings,
    PaymentsPhase,
    PhaseOfRun,
    ReconciliationPage,
    ReconciliationReport,
)
from contracts.said import Said, said
from workflows.reconciliation.steps.messages import compare_messages
from workflows.reconciliation.steps.orders import OrderComparison

BOOK_TRIES = 5
"""With pauses of 2, 4, 8 and 16 s; then the rest of a gateway's book is given up for this time."""
SILENT_PAGES = 3
"""So many in a row of which nobody was answered: then asking the gateways is given up."""


class ReconciliationSteps:
    """What the reconciliation's workflow lets do."""

    def __init__(
        self, services: SystemServices, orders: OrderComparison, pause_seconds: float = 2
    ) -> None:
        self._services = services
        self._orders = orders
        self._pause_seconds = pause_seconds

    @activity.defn(name="begin_reconciliation")
    async def begin(self, wanted: BeginReconciliation) -> None:
        """Put the run on record."""
        await self._services.payments.begin_reconciliation(wanted)

    @activity.defn(name="compare")
    async def compare(self, step: PhaseOfRun) -> int:
        """Compare one phase and heal what can be; how much was compared."""
        cursor, count = _place()
        silent_pages = 0
        while True:
            page = await self._page(step, cursor, count)
            cursor, count = page.next_cursor, count + page.compared_count
            is_silent = 0 < page.compared_count == page.unasked_count
            silent_pages = silent_pages + 1 if is_silent else 0
            if cursor is None:
                return count
            if silent_pages == SILENT_PAGES:
                silence = said("reconciliation.silent", phase=step.phase, count=SILENT_PAGES)
                await self._keep(step.id, [_uncompared(step.phase, silence)])
                return count
            activity.heartbeat(cursor, count)

    @activity.defn(name="note_uncompared")
    async def note_uncompared(self, step: PhaseOfRun) -> None:
        """A phase could not be carried out; that needs a person."""
        error = step.given_up_because
        given_up = said("reconciliation.given_up", phase=step.phase, error=error)
        await self._keep(step.id, [_uncompared(step.phase, given_up)])

    @activity.defn(name="finish_reconciliation")
    async def finish(self, end: EndOfRun) -> ReconciliationReport:
        """Sum up, and keep the report."""
        counted = FinishReconciliation(compared_counts=end.compared_counts)
        return await self._services.payments.finish_reconciliation(end.id, counted)

    async def _page(self, step: PhaseOfRun, cursor: str | None, count: int) -> ReconciliationPage:
        if step.phase == "orders":
            page, found = await self._orders.compare_page(step.id, cursor)
        elif step.phase == "messages":
            found = await compare_messages(self._services)
            page = ReconciliationPage(compared_count=len(found))
        else:
            return await self._payments_page(step.id, step.phase, cursor, count)
        await self._keep(step.id, found)
        return page

    async def _payments_page(
        self, run_id: str, phase: PaymentsPhase, cursor: str | None, count: int
    ) -> ReconciliationPage:
        compare = self._services.payments.reconcile_page
        wanted = ComparePage(phase=phase, cursor=cursor)
        for tried in range(BOOK_TRIES):
            if tried:
                await asyncio.sleep(self._pause_seconds * 2 ** (tried - 1))
            try:
                return await compare(run_id, wanted)
            except GatewayIsUnavailable:
                activity.heartbeat(cursor, count)
        return await compare(run_id, wanted.model_copy(update={"give_up": True}))

    async def _keep(self, run_id: str, findings: list[Finding]) -> None:
        for first in range(0, len(findings), 200):
            some = KeepFindings(findings=findings[first : first + 200])
            await self._services.payments.keep_findings(run_id, some)


def _place() -> tuple[str | None, int]:
    """Where the step before this try of it had come to."""
    details = activity.info().heartbeat_details
    return (details[0], details[1]) if len(details) == 2 else (None, 0)


def _uncompared(phase: str, detail: Said) -> Finding:
    return Finding(kind="not_compared", subject=f"phase/{phase}", detail=detail)
