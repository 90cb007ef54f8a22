"""Reconciliations: compared page by page by the workflow, read by operators. The workflow's steps
are idempotent by the reconciliation's id and a page's cursor."""

from fastapi import APIRouter

from chassis.pages import Cursor, Limit
from contracts.message import Id, Page
from contracts.reconciliation import (
    BeginReconciliation,
    ComparePage,
    FinishReconciliation,
    KeepFindings,
    ReconciliationPage,
    ReconciliationReport,
)
from services.payments.api.dependencies import ContextDep, OperatorDep, SystemDep
from services.payments.use_cases.reconciling import reconcile

router = APIRouter(prefix="/v1/reconciliations", tags=["reconciliation"])


@router.post("", summary="Begin a reconciliation, once per id")
async def begin(
    caller: SystemDep, context: ContextDep, command: BeginReconciliation
) -> ReconciliationReport:
    return await reconcile.begin(context, caller.actor, command)


@router.get("", summary="Reports, newest first")
async def list_reports(
    caller: OperatorDep, context: ContextDep, limit: Limit = 20, cursor: Cursor = None
) -> Page[ReconciliationReport]:
    """One that is still running has no `finished_at` and tells what it has found so far."""
    return await reconcile.reports(context, caller.actor, cursor, limit)


@router.get("/{reconciliation_id}", summary="One report")
async def read_report(
    caller: OperatorDep, context: ContextDep, reconciliation_id: Id
) -> ReconciliationReport:
    return await reconcile.report(context, caller.actor, reconciliation_id)


@router.post("/{reconciliation_id}/pages", summary="Compare a page, and heal what can be")
async def compare(
    _: SystemDep, context: ContextDep, reconciliation_id: Id, command: ComparePage
) -> ReconciliationPage:
    """Follow `next_cursor` within the phase. 503 when a gateway's book cannot be read: the same
    again later, and in the end with `give_up`."""
    return await reconcile.compare(context, reconciliation_id, command)


@router.post("/{reconciliation_id}/findings", summary="Keep what the worker found")
async def keep(
    _: SystemDep, context: ContextDep, reconciliation_id: Id, command: KeepFindings
) -> ReconciliationPage:
    return await reconcile.keep_findings(context, reconciliation_id, command)


@router.post("/{reconciliation_id}/finish", summary="Sum up, and keep the report")
async def finish(
    caller: SystemDep,
    context: ContextDep,
    reconciliation_id: Id,
    command: FinishReconciliation,
) -> ReconciliationReport:
    return await reconcile.finish(context, caller.actor, reconciliation_id, command)
