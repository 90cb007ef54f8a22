"""The reconciliation as a workflow: run by hand, and every night by a schedule; and how orders'
workflows are, which it compares with the orders."""

from datetime import timedelta
from typing import Any

from temporalio.client import (
    Client,
    Schedule,
    ScheduleActionStartWorkflow,
    ScheduleAlreadyRunningError,
    ScheduleDescription,
    ScheduleOverlapPolicy,
    SchedulePolicy,
    ScheduleSpec,
    ScheduleUpdate,
    ScheduleUpdateInput,
    WorkflowExecutionStatus,
    WorkflowHandle,
)
from temporalio.common import WorkflowIDConflictPolicy, WorkflowIDReusePolicy
from temporalio.service import RPCError, RPCStatusCode

from clients.system.temporal import RPC_TIMEOUT, away_means_unavailable
from contracts import reconciliation as names
from contracts.reconciliation import Reconcile, ReconciliationReport
from contracts.said import said
from contracts.workflow import TASK_QUEUE, WorkflowState
from wording.telling import words

MEMO = "kept"
CATCH_UP = timedelta(days=1)


async def reconcile_now(client: Client, wanted: Reconcile) -> ReconciliationReport:
    """Run it by hand, or join the run that is going on, and wait for its report. Raises
    `ServiceIsUnavailable` when Temporal is away."""
    async with away_means_unavailable():
        handle: WorkflowHandle[Any, ReconciliationReport] = await client.start_workflow(
            names.RECONCILIATION_WORKFLOW,
            wanted,
            id=names.BY_HAND_ID,
            task_queue=TASK_QUEUE,
            result_type=ReconciliationReport,
            id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
            id_reuse_policy=WorkflowIDReusePolicy.ALLOW_DUPLICATE,
            static_summary=words(said("workflow.reconciliation", by_hand=1), "staff", "en"),
            static_details=words(said("workflow.reconciliation_details"), "staff", "en"),
            rpc_timeout=RPC_TIMEOUT,
        )
        return await handle.result()


async def keep_schedule(client: Client, cron: str, wanted: Reconcile) -> str:
    """Make the nightly schedule, or make it what it should be; whether an operator paused it stays.
    Says what was done: `created`, `updated` or `kept`. Raises `ServiceIsUnavailable`."""
    handle = client.get_schedule_handle(names.RECONCILIATION_SCHEDULE)
    fingerprint = f"{cron} UTC, {wanted.days} days"
    async with away_means_unavailable():
        try:
            known = await handle.describe(rpc_timeout=RPC_TIMEOUT)
        except RPCError as error:
            if error.status != RPCStatusCode.NOT_FOUND:
                raise
            return await _create(client, cron, wanted, fingerprint)
        if await _fingerprint(client, known) == fingerprint:
            return "kept"

        def change(current: ScheduleUpdateInput) -> ScheduleUpdate:
            schedule = _schedule(cron, wanted, fingerprint)
            schedule.state = current.description.schedule.state
            return ScheduleUpdate(schedule)

        await handle.update(change, rpc_timeout=RPC_TIMEOUT)
        return "updated"


async def state_of(client: Client, workflow_id: str) -> WorkflowState:
    """Raises `ServiceIsUnavailable`."""
    try:
        async with away_means_unavailable():
            handle = client.get_workflow_handle(workflow_id)
            status = (await handle.describe(rpc_timeout=RPC_TIMEOUT)).status
    except RPCError as error:
        if error.status != RPCStatusCode.NOT_FOUND:
            raise
        return "missing"
    if status == WorkflowExecutionStatus.RUNNING:
        return "running"
    return "completed" if status == WorkflowExecutionStatus.COMPLETED else "ended"


async def _create(client: Client, cron: str, wanted: Reconcile, fingerprint: str) -> str:
    try:
        await client.create_schedule(
            names.RECONCILIATION_SCHEDULE,
            _schedule(cron, wanted, fingerprint),
            rpc_timeout=RPC_TIMEOUT,
        )
    except ScheduleAlreadyRunningError:
        return "kept"  # by another worker, in this very moment
    return "created"


def _schedule(cron: str, wanted: Reconcile, fingerprint: str) -> Schedule:
    """One run at a time; a night that was missed is made up for within a day."""
    return Schedule(
        action=ScheduleActionStartWorkflow(
            names.RECONCILIATION_WORKFLOW,
            wanted,
            id=names.NIGHTLY_ID,
            task_queue=TASK_QUEUE,
            memo={MEMO: fingerprint},
            static_summary=words(said("workflow.reconciliation"), "staff", "en"),
            static_details=words(said("workflow.reconciliation_details"), "staff", "en"),
        ),
        spec=ScheduleSpec(cron_expressions=[cron], time_zone_name="UTC"),
        policy=SchedulePolicy(overlap=ScheduleOverlapPolicy.SKIP, catchup_window=CATCH_UP),
    )


async def _fingerprint(client: Client, known: ScheduleDescription) -> str | None:
    """What it was made from. The server keeps cron in another form, so that cannot be compared."""
    action = known.schedule.action
    if not isinstance(action, ScheduleActionStartWorkflow) or not action.memo:
        return None
    payload: Any = action.memo.get(MEMO)
    if payload is None:
        return None
    [kept] = await client.data_converter.decode([payload], [str])
    return str(kept)
