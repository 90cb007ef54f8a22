"""The bare engine: a workflow of an order's shape that does nothing, on the same Temporal server.
It costs the server what a paid and confirmed order costs it, search attributes too."""

import asyncio
import secrets
from collections import defaultdict
from datetime import timedelta

from temporalio import activity, workflow
from temporalio.common import SearchAttributePair, TypedSearchAttributes
from temporalio.worker import Worker
from temporalio.worker.workflow_sandbox import SandboxedWorkflowRunner, SandboxRestrictions

from benchmarks.bench import Bench
from benchmarks.figures import TRANSITIONS
from contracts import search_attributes as attributes

TASK_QUEUE = "bare-engine"
LIMIT = timedelta(seconds=20)
MOMENT_SECONDS = 0.01
"""Nobody pays or decides before the engine is done with the steps before, or it does them at once
and cheaper."""
ATTRIBUTES = TypedSearchAttributes(
    [
        SearchAttributePair(attributes.PARTNER_ID, "1"),
        SearchAttributePair(attributes.CUSTOMER_ID, "bench"),
        SearchAttributePair(attributes.AMOUNT_MINOR, 3_100),
        SearchAttributePair(attributes.ORDER_STATUS, "waiting_for_payment"),
    ]
)
_steps_done: defaultdict[str, asyncio.Semaphore] = defaultdict(lambda: asyncio.Semaphore(0))


@activity.defn
async def do_nothing() -> None:
    """Whoever drives the workflow waits for it."""
    _steps_done[str(activity.info().workflow_id)].release()


@workflow.defn
class BareOrder:
    """A step that everybody sees, a payment, a decision."""

    def __init__(self) -> None:
        self._is_paid = self._is_decided = self._is_done = False

    @workflow.run
    async def run(self) -> None:
        await workflow.execute_activity(
            do_nothing, summary="Open the payment page", start_to_close_timeout=LIMIT
        )
        await self._local_step()
        await workflow.wait_condition(lambda: self._is_paid, timeout=timedelta(hours=1))
        await self._local_step()
        workflow.upsert_search_attributes([attributes.PAYMENT_STATUS.value_set("paid")])
        await workflow.wait_condition(lambda: self._is_decided)
        await self._local_step()
        workflow.upsert_search_attributes([attributes.ORDER_STATUS.value_set("completed")])
        self._is_done = True
        await workflow.wait_condition(workflow.all_handlers_finished)

    async def _local_step(self) -> None:
        await workflow.execute_local_activity(do_nothing, start_to_close_timeout=LIMIT)

    @workflow.signal
    def pay(self) -> None:
        self._is_paid = True

    @workflow.update
    async def decide(self) -> None:
        self._is_decided = True
        await workflow.wait_condition(lambda: self._is_done)


async def measure_engine(bench: Bench, count: int, in_flight: int) -> dict[str, float]:
    """Workflows, driven as people drive an order."""
    ids: list[str] = []

    async def drive() -> None:
        ids.append(workflow_id := f"bare/{secrets.token_hex(8)}")
        bare = await bench.temporal.start_workflow(
            BareOrder.run,
            id=workflow_id,
            task_queue=TASK_QUEUE,
            search_attributes=ATTRIBUTES,
            static_summary="Fibre 100: 31.00 EUR",
            static_details="Paid upfront",
        )
        await _steps(workflow_id, 2)
        await bare.signal(BareOrder.pay)
        await _steps(workflow_id, 1)
        await bare.execute_update(BareOrder.decide)
        await bare.result()
        del _steps_done[workflow_id]

    restrictions = SandboxRestrictions.default.with_passthrough_modules("benchmarks", "contracts")
    async with Worker(
        bench.temporal,
        task_queue=TASK_QUEUE,
        workflows=[BareOrder],
        activities=[do_nothing],
        workflow_runner=SandboxedWorkflowRunner(restrictions=restrictions),
    ):
        measured = await bench.measure(count, in_flight, drive)
        return measured | {TRANSITIONS: await bench.transitions(ids[-1])}


async def _steps(workflow_id: str, count: int) -> None:
    for _ in range(count):
        await _steps_done[workflow_id].acquire()
    await asyncio.sleep(MOMENT_SECONDS)
