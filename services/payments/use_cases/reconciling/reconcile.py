"""A reconciliation, page by page: each request compares one bounded part, heals what it can and
keeps what it found, so that whoever asks may stop and go on anywhere."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import Row

from chassis.pages import cursor_after, decode_cursor
from chassis.problems import not_found
from contracts.message import Page
from contracts.problems import CursorIsInvalid
from contracts.reconciliation import (
    MOST_FINDINGS_SHOWN,
    BeginReconciliation,
    ComparePage,
    FindingKind,
    FinishReconciliation,
    KeepFindings,
    ReconciliationPage,
    ReconciliationReport,
    SettledPayments,
)
from services.payments.context import Context
from services.payments.repository.reconciling import reconciliations as runs
from services.payments.repository.reconciling.totals import compared_books, settled_payments
from services.payments.use_cases.reconciling.attempts import Compared, compare_attempts
from services.payments.use_cases.reconciling.book import books_of, compare_book
from services.payments.use_cases.reconciling.captures import compare_captures, compare_refunds
from services.payments.use_cases.reconciling.ledger import compare_ledger
from services.payments.use_cases.reconciling.webhooks import compare_webhooks

GIVEN_UP_AFTER = timedelta(days=2)
"""What an unfinished run has read of the gateways' books is forgotten then."""


async def begin(context: Context, wanted: BeginReconciliation) -> ReconciliationReport:
    """Once per id."""
    now = context.now()
    async with context.database.begin() as connection:
        await runs.add_run(connection, wanted, now)
        given_up = await runs.unfinished_before(connection, now - GIVEN_UP_AFTER)
        await runs.forget_lines(connection, given_up)
    return await report(context, wanted.id)


async def compare(context: Context, run_id: str, wanted: ComparePage) -> ReconciliationPage:
    """What follows the cursor, in this phase. Raises `GatewayIsUnavailable` when a gateway's book
    cannot be read."""
    run = await _run(context, run_id)
    if wanted.phase == "book":
        return await compare_book(context, run, wanted.cursor, give_up=wanted.give_up)
    if wanted.phase == "ledger":
        return await compare_ledger(context, run_id, wanted.cursor)
    findings, keys = await _compare_ours(context, run, wanted)
    async with context.database.begin() as connection:
        await runs.keep_findings(connection, run_id, findings)
    return ReconciliationPage(
        compared_count=len(keys),
        unasked_count=sum(1 for finding in findings if finding.kind == "not_asked"),
        next_cursor=keys[-1] if keys else None,
    )


async def keep_findings(context: Context, run_id: str, command: KeepFindings) -> ReconciliationPage:
    """Of the worker, which compares what payments cannot see."""
    await _run(context, run_id)
    async with context.database.begin() as connection:
        await runs.keep_findings(connection, run_id, command.findings)
    return ReconciliationPage(compared_count=len(command.findings))


async def finish(
    context: Context, run_id: str, command: FinishReconciliation
) -> ReconciliationReport:
    """Sum it up and keep the report; the same again changes nothing."""
    run = await _run(context, run_id)
    if run.finished_at is not None:
        return ReconciliationReport.model_validate(run.report)
    counted = await report(context, run_id)
    gateways = [gateway.name for gateway in books_of(context)]
    async with context.database.begin() as connection:
        books = await compared_books(connection, run_id, gateways)
        facts = {
            "finished_at": context.now(),
            "books": books,
            "compared_counts": command.compared_counts,
        }
        finished = counted.model_copy(update=facts)
        await runs.finish_run(connection, run_id, finished)
    return finished


async def report(context: Context, run_id: str) -> ReconciliationReport:
    """As kept, or what is known of a run that goes on."""
    return await _report(context, await _run(context, run_id))


async def reports(context: Context, cursor: str | None, limit: int) -> Page[ReconciliationReport]:
    """Newest first. Raises `CursorIsInvalid`."""
    before = decode_cursor(cursor)
    async with context.database.autocommit() as connection:
        if before is not None and await runs.find_run(connection, before) is None:
            raise CursorIsInvalid("The cursor is not one of ours; start from the first page.")
        found = await runs.runs_before(connection, before, limit)
    return Page(
        items=[await _report(context, run) for run in found],
        next_cursor=cursor_after([run.id for run in found], limit),
    )


async def payments_of(context: Context, order_ids: Sequence[str]) -> SettledPayments:
    """How the payments of these orders stand."""
    async with context.database.autocommit() as connection:
        return SettledPayments(items=await settled_payments(connection, order_ids))


async def _report(context: Context, run: Row[Any]) -> ReconciliationReport:
    if run.report is not None:
        return ReconciliationReport.model_validate(run.report)
    async with context.database.autocommit() as connection:
        found = await runs.counts_of(connection, run.id)
        first = await runs.first_findings(connection, run.id, MOST_FINDINGS_SHOWN)
    counts: dict[FindingKind, int] = {}
    for row in found:
        counts[row.kind] = counts.get(row.kind, 0) + row.found
    unasked_count = counts.get("not_asked", 0)
    open_count = sum(row.found for row in found if not row.healed)
    return ReconciliationReport(
        id=run.id,
        since=run.since,
        until=run.until,
        started_at=run.started_at,
        counts=counts,
        healed_count=sum(row.found for row in found if row.healed),
        person_count=open_count - unasked_count,
        unasked_count=unasked_count,
        findings=first,
    )


async def _compare_ours(context: Context, run: Row[Any], wanted: ComparePage) -> Compared:
    after = wanted.cursor or ""
    if wanted.phase == "attempts":
        return await compare_attempts(context, after)
    if wanted.phase == "captures":
        return await compare_captures(context, run, after)
    if wanted.phase == "refunds":
        return await compare_refunds(context, run, after)
    return await compare_webhooks(context, after)


async def _run(context: Context, run_id: str) -> Row[Any]:
    async with context.database.autocommit() as connection:
        run = await runs.find_run(connection, run_id)
    if run is None:
        raise not_found("reconciliation")
    return run
