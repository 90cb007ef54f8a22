"""Steps of the reconciliation: each compares one phase to its end, page by page, and tells Temporal
after every page how far it is, so that another worker goes on there."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import NamedTuple

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
    ReconciliationReport,
)
from workflows.activities.reconciling_messages import compare_messages
from workflows.activities.reconciling_orders import OrderComparison

BOOK_TRIES = 5
"""With pauses of 2, 4, 8 and 16 s; then the rest of a gateway's book is given up for this time."""
SILENT_PAGES = 3
"""So many in a row of which nobody was answered: then asking the gateways is given up."""


class Part(NamedTuple):
    """What was compared in one go, and where it goes on."""

    compared_count: int
    cursor: str | None
    is_silent: bool = False
    """The gateway was asked, and answered for none of it."""


Page = Callable[[str | None], Awaitable[Part]]


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
        if step.phase == "orders":
            return await self._to_the_end(step, lambda at: self._orders_page(step, at))
        if step.phase == "messages":
            found = await compare_messages(self._services)
            await self._keep(step.id, found)
            return len(found)
        phase: PaymentsPhase = step.phase
        return await self._to_the_end(step, lambda at: self._payments_page(step, phase, at))

    @activity.defn(name="note_uncompared")
    async def note_uncompared(self, step: PhaseOfRun) -> None:
        """A phase could not be carried out; that needs a person."""
        await self._keep(step.id, [_uncompared(step.phase, step.given_up_because or "unknown")])

    @activity.defn(name="finish_reconciliation")
    async def finish(self, end: EndOfRun) -> ReconciliationReport:
        """Sum up, and keep the report."""
        counted = FinishReconciliation(compared_counts=end.compared_counts)
        return await self._services.payments.finish_reconciliation(end.id, counted)

    async def _to_the_end(self, step: PhaseOfRun, compare: Page) -> int:
        cursor, count = _place()
        silent_pages = 0
        while True:
            part = await compare(cursor)
            cursor, count = part.cursor, count + part.compared_count
            silent_pages = silent_pages + 1 if part.is_silent else 0
            if cursor is None:
                return count
            if silent_pages == SILENT_PAGES:
                reason = f"the gateways did not answer for {SILENT_PAGES} pages in a row"
                await self._keep(step.id, [_uncompared(step.phase, reason)])
                return count
            activity.heartbeat(cursor, count)

    async def _payments_page(
        self, step: PhaseOfRun, phase: PaymentsPhase, cursor: str | None
    ) -> Part:
        payments = self._services.payments
        for tried in range(BOOK_TRIES + 1):
            give_up = tried == BOOK_TRIES
            wanted = ComparePage(phase=phase, cursor=cursor, give_up=give_up)
            try:
                page = await payments.reconcile_page(step.id, wanted)
            except GatewayIsUnavailable:
                if give_up:
                    raise
                activity.heartbeat(*_place())
                if tried + 1 < BOOK_TRIES:
                    await asyncio.sleep(self._pause_seconds * 2**tried)
            else:
                silent = 0 < page.compared_count == page.unasked_count
                return Part(page.compared_count, page.next_cursor, silent)
        raise AssertionError("a book that is given up is not read")

    async def _orders_page(self, step: PhaseOfRun, cursor: str | None) -> Part:
        count, found, following = await self._orders.compare_page(step.id, cursor)
        await self._keep(step.id, found)
        return Part(count, following)

    async def _keep(self, run_id: str, findings: list[Finding]) -> None:
        for first in range(0, len(findings), 200):
            some = KeepFindings(findings=findings[first : first + 200])
            await self._services.payments.keep_findings(run_id, some)


def _place() -> tuple[str | None, int]:
    """Where the step before this try of it had come to."""
    details = activity.info().heartbeat_details
    return (details[0], details[1]) if len(details) == 2 else (None, 0)


def _uncompared(phase: str, reason: str) -> Finding:
    detail = f"The phase {phase} was not compared to its end: {reason}"[:1_000]
    return Finding(kind="not_compared", subject=f"phase/{phase}", detail=detail)
