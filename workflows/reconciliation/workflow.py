"""ReconciliationWorkflow: lets every phase be compared to its end, and shows what came of it. Its
history stays small: one step a phase, whose place is kept by its heartbeats."""

import asyncio
from datetime import timedelta
from typing import Any, get_args

from temporalio import workflow
from temporalio.common import RetryPolicy
from temporalio.exceptions import ActivityError, is_cancelled_exception

with workflow.unsafe.imports_passed_through():
    from contracts import reconciliation as names
    from contracts import search_attributes as attributes
    from contracts.reconciliation import (
        BeginReconciliation,
        EndOfRun,
        Phase,
        PhaseOfRun,
        Reconcile,
        ReconciliationReport,
    )
    from contracts.said import said
    from wording.markdown import literally
    from workflows.operators import shown, summary_of
    from workflows.reconciliation.steps.phases import ReconciliationSteps

PHASES: tuple[Phase, ...] = get_args(Phase)
"""In this order: what a phase heals, a later one does not report any more."""

LONGEST_PHASE = timedelta(hours=2)
HEARTBEAT = timedelta(seconds=90)
UNTIL_IT_IS_BACK = RetryPolicy(
    initial_interval=timedelta(seconds=1),
    backoff_coefficient=2,
    maximum_interval=timedelta(minutes=1),
)
"""A service that is away is waited for; a phase goes on where it was."""


@workflow.defn(name=names.RECONCILIATION_WORKFLOW)
class ReconciliationWorkflow:
    """One reconciliation; its result is the report, which payments keeps too."""

    @workflow.run
    async def run(self, wanted: Reconcile) -> ReconciliationReport:
        """Phase by phase; one that cannot be carried out does not keep the others from it. Whoever
        asks Temporal to cancel it ends it as cancelled, with a report of how far it came."""
        now = workflow.now()
        run = BeginReconciliation(
            id=f"rec_{workflow.info().run_id}", since=now - timedelta(days=wanted.days), until=now
        )
        await _step(ReconciliationSteps.begin, run)
        counts: dict[Phase, int] = {}
        for phase in PHASES:
            step = PhaseOfRun(id=run.id, phase=phase)
            try:
                counts[phase] = await _compare(step)
            except (ActivityError, asyncio.CancelledError):
                if workflow.cancellation_reason() is not None:
                    await _note(step, shown(said("reconciliation.cancelled")))
                    await _finish(run.id, counts)
                raise
        return await _finish(run.id, counts)


async def _compare(step: PhaseOfRun) -> int:
    comparing = said("step.compare", phase=step.phase)
    workflow.set_current_details(shown(said("waits.in_phase", comparing=comparing)))
    try:
        count: int = await _step(ReconciliationSteps.compare, step)
    except ActivityError as error:
        if is_cancelled_exception(error):
            raise
        await _note(step, str(error.cause or error)[:500])
        return 0
    return count


async def _note(step: PhaseOfRun, reason: str) -> None:
    noted = step.model_copy(update={"given_up_because": reason})
    await _step(ReconciliationSteps.note_uncompared, noted)


async def _finish(run_id: str, counts: dict[Phase, int]) -> ReconciliationReport:
    end = EndOfRun(id=run_id, compared_counts=counts)
    report: ReconciliationReport = await _step(ReconciliationSteps.finish, end)
    needed = report.person_count > 0
    workflow.upsert_search_attributes([attributes.NEEDS_ATTENTION.value_set(needed)])
    workflow.set_current_details(details_of(report))
    return report


async def _step(activity: Any, message: Any) -> Any:
    return await workflow.execute_activity_method(
        activity,
        message,
        summary=summary_of(activity, message),
        schedule_to_close_timeout=LONGEST_PHASE,
        heartbeat_timeout=HEARTBEAT,
        retry_policy=UNTIL_IT_IS_BACK,
    )


def details_of(report: ReconciliationReport) -> str:
    """What an operator reads in the Temporal UI: the verdict, then what a person must look at."""
    told = said("reconciliation.report", verdict=report.verdict, report_id=report.id)
    lines = [shown(told)]
    lines += [
        f"- {finding.kind} {literally(finding.subject)}: {literally(finding.detail.text)}"
        for finding in report.findings[:10]
        if finding.needs_a_person
    ]
    return "\n\n".join([lines[0], "\n".join(lines[1:])]) if lines[1:] else lines[0]
