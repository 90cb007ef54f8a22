"""A reconciliation, page by page: each request compares one bounded part, heals what it can and
keeps what it found, so that whoever asks may stop and go on anywhere."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from chassis.pages import decode_cursor, invalid_cursor, page_of, shown
from chassis.problems import not_found
from contracts.actors import Actor
from contracts.message import Page
from contracts.reconciliation import (
    MOST_FINDINGS_SHOWN,
    BeginReconciliation,
    ComparePage,
    Finding,
    FindingView,
    FinishReconciliation,
    KeepFindings,
    PaymentsPhase,
    ReconciliationPage,
    ReconciliationReport,
    SettledPayments,
)
from contracts.said import said
from services.payments.context import Context
from services.payments.repository.reconciling import runs
from services.payments.repository.reconciling.lines import forget_lines
from services.payments.repository.reconciling.totals import compared_books, settled_payments
from services.payments.use_cases.bookkeeping.audit_ledger import audit_ledger
from services.payments.use_cases.reconciling import captures, refunds, unfinished
from services.payments.use_cases.reconciling.book import compare_book
from services.payments.use_cases.reconciling.steps import Step, books_of, compare_page, keep
from wording.telling import tell

GIVEN_UP_AFTER = timedelta(days=2)
"""What an unfinished run has read of the gateways' books is forgotten then."""

STEPS: Mapping[PaymentsPhase, Step[Any]] = {
    "attempts": unfinished.ATTEMPTS,
    "captures": captures.UNLISTED,
    "refunds": refunds.DOUBTFUL,
    "webhooks": unfinished.WEBHOOKS,
}


async def begin(
    context: Context, viewer: Actor, wanted: BeginReconciliation
) -> ReconciliationReport:
    """Once per id."""
    now = context.now()
    async with context.database.begin() as connection:
        await runs.add_run(connection, wanted, now)
        await forget_lines(connection, now - GIVEN_UP_AFTER)
    return await report(context, viewer, wanted.id)


async def compare(context: Context, run_id: str, wanted: ComparePage) -> ReconciliationPage:
    """What follows the cursor, in this phase. Raises `GatewayIsUnavailable` when a gateway's book
    cannot be read."""
    run = await _run(context, run_id)
    if wanted.phase == "book":
        return await compare_book(context, run, wanted.cursor, give_up=wanted.give_up)
    if wanted.phase == "ledger":
        return await _compare_ledger(context, run_id, wanted.cursor)
    return await compare_page(context, run, STEPS[wanted.phase], wanted.cursor or "")


async def keep_findings(context: Context, run_id: str, command: KeepFindings) -> ReconciliationPage:
    """Of the worker, which compares what payments cannot see."""
    await _run(context, run_id)
    await keep(context, run_id, command.findings)
    return ReconciliationPage(compared_count=len(command.findings))


async def finish(
    context: Context, viewer: Actor, run_id: str, command: FinishReconciliation
) -> ReconciliationReport:
    """Sum it up, keep the report, and forget what the gateways' books said; the same again changes
    nothing."""
    run = await _run(context, run_id)
    counted = await _report(context, viewer, run)
    if run.report is not None:
        return counted
    gateways = [gateway.name for gateway in books_of(context)]
    async with context.database.begin() as connection:
        facts = {
            "finished_at": context.now(),
            "books": await compared_books(connection, run_id, gateways),
            "compared_counts": command.compared_counts,
        }
        finished = counted.model_copy(update=facts)
        await runs.finish_run(connection, run_id, finished)
        await forget_lines(connection, context.now() - GIVEN_UP_AFTER)
    return finished


async def report(context: Context, viewer: Actor, run_id: str) -> ReconciliationReport:
    """As kept, or what is known of a run that goes on."""
    return await _report(context, viewer, await _run(context, run_id))


async def reports(
    context: Context, viewer: Actor, cursor: str | None, limit: int
) -> Page[ReconciliationReport]:
    """Newest first. Raises `CursorIsInvalid`."""
    before = decode_cursor(cursor)
    async with context.database.autocommit() as connection:
        if before is not None and await runs.find_run(connection, before) is None:
            raise invalid_cursor()
        found = await runs.runs_before(connection, before, limit)
    return page_of([await _report(context, viewer, run) for run in found], shown, limit)


async def payments_of(context: Context, order_ids: Sequence[str]) -> SettledPayments:
    """How the payments of these orders stand."""
    async with context.database.autocommit() as connection:
        return SettledPayments(items=await settled_payments(connection, order_ids))


async def _compare_ledger(context: Context, run_id: str, cursor: str | None) -> ReconciliationPage:
    """Documents → ledger, a page of the audit; the first one also compares the ledger with all
    documents. What is booked is what payments and refunds say, or somebody changed it."""
    page = await audit_ledger(context, cursor)
    findings = [
        Finding(
            kind="ledger_differs",
            subject=f"{one.check}/{one.subject}"[:200],
            detail=said(one.detail.code, **one.detail.facts),
        )
        for one in page.findings
    ]
    await keep(context, run_id, findings)
    return ReconciliationPage(compared_count=page.checked_entry_count, next_cursor=page.next_cursor)


async def _report(context: Context, viewer: Actor, run: runs.Run) -> ReconciliationReport:
    if run.report is not None:
        kept = [Finding.model_validate(one) for one in run.report["findings"]]
        return ReconciliationReport(**run.report | {"findings": _told(kept, viewer)})
    async with context.database.autocommit() as connection:
        tallies = await runs.tallies_of(connection, run.id)
        first = await runs.first_findings(connection, run.id, MOST_FINDINGS_SHOWN)
    counts = {tally.kind: tally.count for tally in tallies}
    healed_count, unasked_count = sum(t.healed_count for t in tallies), counts.get("not_asked", 0)
    return ReconciliationReport(
        id=run.id,
        since=run.since,
        until=run.until,
        started_at=run.started_at,
        counts=counts,
        healed_count=healed_count,
        person_count=sum(counts.values()) - healed_count - unasked_count,
        unasked_count=unasked_count,
        findings=_told(first, viewer),
    )


def _told(findings: Sequence[Finding], viewer: Actor) -> list[FindingView]:
    return [FindingView(**dict(one) | {"detail": tell(one.detail, viewer)}) for one in findings]


async def _run(context: Context, run_id: str) -> runs.Run:
    async with context.database.autocommit() as connection:
        run = await runs.find_run(connection, run_id)
    if run is None:
        raise not_found("reconciliation")
    return run
