"""Reconciliations: compared page by page by the workflow, read by operators."""

from datetime import datetime

from fastapi import APIRouter

from chassis.auth import CallerDep, require
from chassis.pages import Cursor, Limit, decode_cursor, encode_cursor
from contracts.message import Id, Page
from contracts.problems import CursorIsInvalid
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
from services.payments.context import Context
from services.payments.repository.reconciling.reconciliations import runs_before
from services.payments.repository.reconciling.totals import settled_payments
from services.payments.use_cases.reconciling import reconcile


def reconciliations_router(context: Context) -> APIRouter:
    """The workflow's steps are idempotent by the reconciliation's id and a page's cursor."""
    router = APIRouter(prefix="/v1/reconciliations", tags=["reconciliation"])

    @router.post("", summary="Begin a reconciliation, once per id")
    async def begin(caller: CallerDep, command: BeginReconciliation) -> ReconciliationReport:
        require(caller, "system")
        return await reconcile.begin(context, command)

    @router.get("", summary="Reports, newest first")
    async def list_reports(
        caller: CallerDep, limit: Limit = 20, cursor: Cursor = None
    ) -> Page[ReconciliationReport]:
        """One that is still running has no `finished_at` and tells what it has found so far."""
        require(caller, "operator")
        async with context.database.autocommit() as connection:
            rows = await runs_before(connection, _below(decode_cursor(cursor)), limit)
        following = f"{rows[-1].started_at.isoformat()} {rows[-1].id}" if rows else ""
        return Page(
            items=[await reconcile.report(context, row.id) for row in rows],
            next_cursor=encode_cursor(following) if len(rows) == limit else None,
        )

    @router.get("/{reconciliation_id}", summary="One report")
    async def read_report(caller: CallerDep, reconciliation_id: Id) -> ReconciliationReport:
        require(caller, "operator")
        return await reconcile.report(context, reconciliation_id)

    @router.post("/{reconciliation_id}/pages", summary="Compare a page, and heal what can be")
    async def compare(
        caller: CallerDep, reconciliation_id: Id, command: ComparePage
    ) -> ReconciliationPage:
        """Follow `next_cursor` within the phase. 503 when a gateway's book cannot be read: the same
        again later, and in the end with `give_up`."""
        require(caller, "system")
        return await reconcile.compare(context, reconciliation_id, command)

    @router.post("/{reconciliation_id}/findings", summary="Keep what the worker found")
    async def keep(
        caller: CallerDep, reconciliation_id: Id, command: KeepFindings
    ) -> ReconciliationPage:
        require(caller, "system")
        await reconcile.keep_findings(context, reconciliation_id, command)
        return ReconciliationPage(compared_count=len(command.findings))

    @router.post("/{reconciliation_id}/finish", summary="Sum up, and keep the report")
    async def finish(
        caller: CallerDep, reconciliation_id: Id, command: FinishReconciliation
    ) -> ReconciliationReport:
        require(caller, "system")
        return await reconcile.finish(context, reconciliation_id, command)

    return router


def settled_payments_router(context: Context) -> APIRouter:
    router = APIRouter(prefix="/v1/settled-payments", tags=["reconciliation"])

    @router.post("", summary="How the payments of these orders stand")
    async def read(caller: CallerDep, command: OrderIds) -> SettledPayments:
        """A question, though it is posted: two hundred ids do not fit an address."""
        require(caller, "system")
        async with context.database.autocommit() as connection:
            return SettledPayments(items=await settled_payments(connection, command.order_ids))

    return router


def _below(cursor: str | None) -> tuple[datetime, str] | None:
    if cursor is None:
        return None
    moment, _, run_id = cursor.partition(" ")
    try:
        return datetime.fromisoformat(moment), run_id
    except ValueError as error:
        raise CursorIsInvalid(
            "The cursor is not one of ours; start from the first page."
        ) from error
