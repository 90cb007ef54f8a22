"""Signals and updates with none, one, two or three arguments, of every workflow: whatever does not
fit its handler is refused, and the workflow goes on. One that takes none overlooks what comes."""

from typing import Any

import pytest
from temporalio.api.enums.v1 import EventType, WorkflowTaskFailedCause
from temporalio.client import WorkflowHandle, WorkflowUpdateFailedError, WorkflowUpdateStage

from contracts import reconciliation
from contracts import workflow as names
from contracts.reconciliation import Reconcile
from contracts.workflow import DecisionMessage, StartDateInput
from tests.workflows.conftest import RunningOrder, StartOrder, StartRefund
from workflows.order.workflow import OrderWorkflow
from workflows.reconciliation.workflow import ReconciliationWorkflow
from workflows.refund.workflow import RefundWorkflow
from workflows.start_date.workflow import StartDateWorkflow
from workflows.worker import WORKFLOWS

COUNTS = (0, 1, 2, 3)
OVERTAKEN = WorkflowTaskFailedCause.WORKFLOW_TASK_FAILED_CAUSE_UNHANDLED_COMMAND
Handle = WorkflowHandle[Any, Any]


def handlers(workflow: type, kind: str) -> dict[str, int]:
    """The names that a workflow listens to, with how many arguments each takes."""
    definition = getattr(workflow, "__temporal_workflow_definition")
    return {n: len(h.arg_types) for n, h in getattr(definition, kind).items() if n is not None}


def with_counts(workflow: type, kind: str) -> list[tuple[str, int, int]]:
    return [(n, takes, c) for n, takes in handlers(workflow, kind).items() for c in COUNTS]


async def events_of(handle: Handle) -> set[int]:
    """Without what the server tries again by itself, as a message came while a task ended."""
    return {
        event.event_type
        async for event in handle.fetch_history_events()
        if event.workflow_task_failed_event_attributes.cause != OVERTAKEN
    }


async def assert_it_is_rejected(handle: Handle, update: str, arguments: list[Any]) -> None:
    with pytest.raises(WorkflowUpdateFailedError):
        await handle.execute_update(update, args=arguments)
    left = await events_of(handle)
    assert EventType.EVENT_TYPE_WORKFLOW_EXECUTION_UPDATE_ACCEPTED not in left
    assert EventType.EVENT_TYPE_WORKFLOW_TASK_FAILED not in left


async def assert_the_order_goes_on(order: RunningOrder) -> None:
    approved = order.world.decide("it_1", documents="invoice")
    assert await order.workflows.apply_decision(order.id, approved, wait_seconds=9)
    assert await order.handle.result() == "completed"
    assert EventType.EVENT_TYPE_WORKFLOW_TASK_FAILED not in await events_of(order.handle)


@pytest.mark.parametrize("workflow", WORKFLOWS)
def test_every_update_has_a_validator(workflow: type) -> None:
    """Without one, an update that does not fit is failed but stays in the history."""
    definition = getattr(workflow, "__temporal_workflow_definition")
    assert all(update.validator for update in definition.updates.values())


@pytest.mark.engines
@pytest.mark.parametrize(("signal", "takes", "count"), with_counts(OrderWorkflow, "signals"))
async def test_an_order_goes_on_after_a_signal(
    start_order: StartOrder, signal: str, takes: int, count: int
) -> None:
    order = await start_order("request")
    await order.handle.signal(signal, args=[{"n": n} for n in range(count)])

    await assert_the_order_goes_on(order)
    refusal = f"refuse {signal}: It takes another number of arguments than {count}."
    assert order.world.count(refusal) == (count > takes > 0)


@pytest.mark.engines
@pytest.mark.parametrize("count", COUNTS)
async def test_an_order_goes_on_after_a_signal_that_it_does_not_know(
    start_order: StartOrder, count: int
) -> None:
    order = await start_order("request")
    await order.handle.signal("aprove", args=["it_1"] * count)

    await assert_the_order_goes_on(order)
    assert order.world.count("refuse aprove: There is no such signal.") == 1


@pytest.mark.engines
@pytest.mark.parametrize(("update", "takes", "count"), with_counts(OrderWorkflow, "updates"))
async def test_an_order_rejects_an_update(
    start_order: StartOrder, update: str, takes: int, count: int
) -> None:
    order = await start_order("request")
    arguments = [{"decision_id": "dec_1"}] * count if count != takes else [{"no": "decision"}]
    await assert_it_is_rejected(order.handle, update, arguments)

    await assert_the_order_goes_on(order)


async def started(order: RunningOrder, workflow: str, given: Any) -> Handle:
    handle: Handle = await order.client.start_workflow(
        workflow, given, id=f"of {order.id}", task_queue=f"queue-{order.id}"
    )
    return handle


@pytest.mark.engines
@pytest.mark.parametrize("count", COUNTS)
async def test_a_correction_goes_on_after_any_count(start_order: StartOrder, count: int) -> None:
    order = await start_order("request")
    order.world.down.add("apply")
    approved = DecisionMessage(decision_id=order.world.decide("it_1").decision_id)
    correction = await started(
        order, names.START_DATE_WORKFLOW, StartDateInput(item_id="it_1", decision=approved)
    )
    for signal in (*handlers(StartDateWorkflow, "signals"), "unheard of"):
        await correction.signal(signal, args=[1] * count)
    asked = [
        await correction.start_update(
            update, args=[1] * count, wait_for_stage=WorkflowUpdateStage.ACCEPTED
        )
        for update in handlers(StartDateWorkflow, "updates")
    ]

    order.world.down.clear()
    for update in asked:
        await update.result()
    await correction.result()
    assert EventType.EVENT_TYPE_WORKFLOW_TASK_FAILED not in await events_of(correction)


@pytest.mark.engines
@pytest.mark.parametrize("count", COUNTS)
async def test_a_refund_goes_on_after_any_count(start_refund: StartRefund, count: int) -> None:
    refund = await start_refund("on_its_way")
    for signal in (*handlers(RefundWorkflow, "signals"), "unheard of"):
        await refund.handle.signal(signal, args=[1] * count)
    for update in (*handlers(RefundWorkflow, "updates"), "unheard of"):
        await assert_it_is_rejected(refund.handle, update, [1] * count)
    await refund.until(lambda: len(refund.world.refusals) == 2)
    assert {refusal.message for refusal in refund.world.refusals} == {"end", "unheard of"}

    refund.world.comes_to("succeeded")
    await refund.wake()
    assert await refund.handle.result() == "succeeded"
    assert EventType.EVENT_TYPE_WORKFLOW_TASK_FAILED not in await events_of(refund.handle)


@pytest.mark.engines
@pytest.mark.parametrize("count", COUNTS)
async def test_a_reconciliation_goes_on_after_any_count(
    start_order: StartOrder, count: int
) -> None:
    run = await started(await start_order(), reconciliation.RECONCILIATION_WORKFLOW, Reconcile())
    for signal in (*handlers(ReconciliationWorkflow, "signals"), "unheard of"):
        await run.signal(signal, args=[1] * count)
    for update in (*handlers(ReconciliationWorkflow, "updates"), "unheard of"):
        await assert_it_is_rejected(run, update, [1] * count)
