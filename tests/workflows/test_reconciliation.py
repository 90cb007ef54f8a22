"""The reconciliation's workflow on a real Temporal: phase by phase; and its schedule."""

import asyncio
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from structlog.testing import capture_logs
from temporalio import activity
from temporalio.client import (
    Client,
    WorkflowExecutionStatus,
    WorkflowFailureError,
    WorkflowHandle,
)
from temporalio.exceptions import ApplicationError
from temporalio.worker import Worker

from clients.system.reconciliation_workflow import keep_schedule, reconcile_now
from contracts import reconciliation as names
from contracts import search_attributes as attributes
from contracts.reconciliation import (
    BeginReconciliation,
    EndOfRun,
    FindingView,
    PhaseOfRun,
    Reconcile,
    ReconciliationReport,
)
from contracts.workflow import TASK_QUEUE
from tests.patience import eventually
from tests.wording.told import in_words
from tests.workflows.histories import record_workflow
from workflows.reconciliation.workflow import PHASES
from workflows.scheduling import schedule_reconciliation
from workflows.settings import WorkerSettings
from workflows.worker import INTERCEPTORS, WORKFLOWS, workflow_runner

pytestmark = pytest.mark.engines

UNKNOWN = FindingView(
    kind="capture_unknown", subject="chk_1", detail=in_words("Nobody's 31.00 EUR.")
)
Handle = WorkflowHandle[Any, ReconciliationReport]
Start = Callable[[Reconcile], Awaitable[Handle]]


class Comparing:
    """Compares nothing, and writes down what it was asked; `refused` phases fail for good."""

    def __init__(self) -> None:
        self.begun: list[BeginReconciliation] = []
        self.compared: list[str] = []
        self.refused: set[str] = set()
        self.down_once: set[str] = set()
        self.away: set[str] = set()
        self.tried: list[str] = []
        self.ends: list[EndOfRun] = []
        self.noted: list[PhaseOfRun] = []
        self.findings: list[FindingView] = []

    def activities(self) -> list[Callable[..., Any]]:
        return [self.begin, self.compare, self.note_uncompared, self.finish]

    @activity.defn(name="begin_reconciliation")
    async def begin(self, wanted: BeginReconciliation) -> None:
        self.begun.append(wanted)

    @activity.defn(name="compare")
    async def compare(self, step: PhaseOfRun) -> int:
        self.tried.append(step.phase)
        if step.phase in self.down_once | self.away:
            self.down_once.discard(step.phase)
            raise ApplicationError("payments is away")
        if step.phase in self.refused:
            raise ApplicationError("no such phase", type="refused", non_retryable=True)
        self.compared.append(step.phase)
        return len(step.phase)

    @activity.defn(name="note_uncompared")
    async def note_uncompared(self, step: PhaseOfRun) -> None:
        self.noted.append(step)

    @activity.defn(name="finish_reconciliation")
    async def finish(self, end: EndOfRun) -> ReconciliationReport:
        begun = self.begun[-1]
        self.ends.append(end)
        return ReconciliationReport(
            id=end.id,
            since=begun.since,
            until=begun.until,
            started_at=begun.until,
            finished_at=datetime.now(UTC),
            compared_counts=end.compared_counts,
            person_count=len(self.findings),
            findings=self.findings,
        )


@pytest.fixture
def comparing() -> Comparing:
    return Comparing()


@pytest.fixture
async def start(
    client: Client, comparing: Comparing, request: pytest.FixtureRequest
) -> AsyncIterator[Start]:
    """Start reconciliations on a worker of their own."""
    queue, started = f"queue-{secrets.token_hex(8)}", []

    async def run(wanted: Reconcile) -> Handle:
        handle: Handle = await client.start_workflow(
            names.RECONCILIATION_WORKFLOW,
            wanted,
            id=f"reconciliation/{secrets.token_hex(8)}",
            task_queue=queue,
            result_type=ReconciliationReport,
        )
        started.append(handle.id)
        return handle

    async with Worker(
        client,
        task_queue=queue,
        workflows=WORKFLOWS,
        activities=comparing.activities(),
        workflow_runner=workflow_runner(),
        interceptors=INTERCEPTORS,
    ):
        yield run
        scenario = request.node.get_closest_marker("scenario")
        if scenario and request.config.getoption("--record-histories"):
            await record_workflow(client, started[0], scenario.args[0])


@pytest.mark.scenario("reconciled")
async def test_every_phase_is_compared_and_the_report_is_the_result(
    start: Start, comparing: Comparing
) -> None:
    handle = await start(Reconcile(days=3))

    report = await handle.result()

    assert comparing.compared == list(PHASES)
    assert report.compared_counts == {phase: len(phase) for phase in PHASES}
    [begun] = comparing.begun
    assert begun.until - begun.since == timedelta(days=3)
    assert report.id == begun.id == f"rec_{handle.result_run_id}"
    described = await handle.describe()
    assert described.typed_search_attributes.get(attributes.NEEDS_ATTENTION) is False


@pytest.mark.scenario("reconciliation-cancelled")
async def test_one_that_is_cancelled_ends_so_and_its_report_says_how_far_it_came(
    start: Start, comparing: Comparing
) -> None:
    comparing.away.add("refunds")
    handle = await start(Reconcile())
    await eventually(_comes_to(comparing, "refunds"))

    await handle.cancel()

    with pytest.raises(WorkflowFailureError):
        await handle.result()
    assert (await handle.describe()).status == WorkflowExecutionStatus.CANCELED
    [noted] = comparing.noted
    assert noted.phase == "refunds"
    assert str(noted.given_up_because).startswith("Somebody cancelled this reconciliation")
    [end] = comparing.ends
    assert list(end.compared_counts) == ["book", "attempts", "captures"]


def _comes_to(comparing: Comparing, phase: str) -> Callable[[], Awaitable[bool]]:
    async def has_come() -> bool:
        return phase in comparing.tried

    return has_come


async def test_a_finding_that_needs_a_person_is_shown_to_operators(
    start: Start, comparing: Comparing
) -> None:
    comparing.findings = [UNKNOWN]
    handle = await start(Reconcile())

    report = await handle.result()

    assert not report.agrees
    described = await handle.describe()
    assert described.typed_search_attributes.get(attributes.NEEDS_ATTENTION) is True


@pytest.mark.scenario("reconciled-but-for-a-phase")
async def test_a_phase_that_cannot_be_carried_out_is_told_and_stops_no_other(
    start: Start, comparing: Comparing
) -> None:
    comparing.refused = {"attempts"}
    handle = await start(Reconcile())

    report = await handle.result()

    assert comparing.compared == [phase for phase in PHASES if phase != "attempts"]
    assert [(step.phase, step.given_up_because) for step in comparing.noted] == [
        ("attempts", "refused: no such phase")
    ]
    assert report.compared_counts["attempts"] == 0


async def test_a_service_that_is_away_is_waited_for(start: Start, comparing: Comparing) -> None:
    comparing.down_once = {"book", "orders"}

    await (await start(Reconcile())).result()

    assert comparing.compared == list(PHASES)
    assert comparing.noted == []


async def test_its_history_stays_small(start: Start) -> None:
    handle = await start(Reconcile())
    await handle.result()

    described = await handle.describe()

    assert described.history_length < 100
    assert described.raw_description.workflow_execution_info.history_size_bytes < 16_000


async def test_two_by_hand_are_one(client: Client, comparing: Comparing) -> None:
    """The second joins the first, which both get the report of."""
    async with Worker(
        client,
        task_queue=TASK_QUEUE,
        workflows=WORKFLOWS,
        activities=comparing.activities(),
        workflow_runner=workflow_runner(),
        interceptors=INTERCEPTORS,
    ):
        both = await asyncio.gather(*(reconcile_now(client, Reconcile()) for _ in range(2)))
    assert both[0].id == both[1].id
    assert len(comparing.begun) == 1


async def test_the_schedule_is_made_once_and_follows_the_settings(client: Client) -> None:
    handle = client.get_schedule_handle(names.RECONCILIATION_SCHEDULE)
    week = Reconcile(days=7)
    assert await keep_schedule(client, "10 3 * * *", week) == "created"
    assert await keep_schedule(client, "10 3 * * *", week) == "kept"
    await handle.pause(note="A migration is going on.")

    assert await keep_schedule(client, "40 4 * * *", week) == "updated"
    assert await keep_schedule(client, "40 4 * * *", Reconcile(days=8)) == "updated"
    assert await keep_schedule(client, "40 4 * * *", Reconcile(days=8)) == "kept"

    schedule = (await handle.describe()).schedule
    assert schedule.state.paused
    assert schedule.state.note == "A migration is going on."
    [calendar] = schedule.spec.calendars
    assert (calendar.hour[0].start, calendar.minute[0].start) == (4, 40)
    assert schedule.policy.catchup_window == timedelta(days=1)
    assert schedule.policy.overlap.name == "SKIP"
    await handle.delete()


async def test_a_cron_that_cannot_be_read_does_not_end_the_worker(client: Client) -> None:
    with capture_logs() as logs:
        await schedule_reconciliation(client, WorkerSettings(reconciliation_cron="at dawn"))
    assert [line["event"] for line in logs] == ["reconciliation_is_not_scheduled"]


async def test_the_worker_waits_for_a_temporal_that_is_away() -> None:
    nowhere = await Client.connect("127.0.0.1:1", lazy=True)
    with capture_logs() as logs:
        waiting = asyncio.create_task(schedule_reconciliation(nowhere, WorkerSettings(), 0.01))
        async with asyncio.timeout(20):
            while len(logs) < 2:
                await asyncio.sleep(0.01)
    assert {line["event"] for line in logs} == {"reconciliation_is_not_scheduled_yet"}
    waiting.cancel()
