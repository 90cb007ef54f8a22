"""Buttons of the Temporal UI that were pressed by mistake."""

import pytest
from temporalio.client import Client, WorkflowHandle

from contracts.workflow import order_workflow_id
from scenarios.journey import Journey
from scenarios.stories import a_paid_order, confirm_the_true_start
from scenarios.system import System
from tests.e2e.drills.drill import drill_of
from tests.e2e.once import ended_right_and_once
from tests.e2e.patience import PATIENCE
from tests.e2e.refunding import balance_of, has_refund
from tests.e2e.resetting import reset_to_a_task
from tests.e2e.stack_under_test import StackUnderTest

pytestmark = [pytest.mark.e2e, pytest.mark.engines, pytest.mark.timeout(300)]


def workflow_of(temporal: Client, journey: Journey) -> WorkflowHandle[object, object]:
    return temporal.get_workflow_handle(order_workflow_id(journey.id))


async def test_when_workflow_cancelled(
    stack: StackUnderTest, system: System, temporal: Client
) -> None:
    journey = await a_paid_order(system)
    drill = drill_of("Workflow cancelled", stack, journey)
    await workflow_of(temporal, journey).cancel()

    async def seen() -> str:
        return (await drill.run("Seen")).output

    await PATIENCE.until(seen, lambda told: "asked Temporal to cancel" in told, "the history")
    assert (await journey.order()).status == "waiting_for_approval"

    done = await drill.run("Do")
    assert done.codes == [0], done.output
    await has_refund(journey, "succeeded")
    assert "rejected" in (await drill.run("Well")).output
    [note] = (await system.operator.payments.credit_notes(order_id=journey.id)).items
    assert note.amount.gross_minor == 3_100
    assert await balance_of(journey) == 0


async def test_when_workflow_terminated(
    stack: StackUnderTest, system: System, temporal: Client
) -> None:
    journey = await a_paid_order(system)
    drill = drill_of("Workflow terminated", stack, journey)
    await workflow_of(temporal, journey).terminate("a mistake")

    async def seen() -> str:
        return (await drill.run("Seen")).output

    await PATIENCE.until(seen, lambda told: order_workflow_id(journey.id) in told, "the view")

    done = await drill.run("Do")
    assert (done.codes, "takes it up where it stands" in done.output) == ([0], True), done.output

    async def well() -> str:
        return (await drill.run("Well")).output

    told = await PATIENCE.until(well, lambda told: "Running" in told, "another run")
    assert "a person must look" not in told
    await confirm_the_true_start(journey)
    await ended_right_and_once(journey, temporal, stack.state)


async def test_when_workflow_reset(stack: StackUnderTest, system: System, temporal: Client) -> None:
    journey = await a_paid_order(system)
    drill = drill_of("Workflow reset", stack, journey)
    await reset_to_a_task(temporal, journey.id, 0)

    async def seen() -> str:
        return (await drill.run("Seen")).output

    await PATIENCE.until(
        seen, lambda told: "Terminated" in told and "Running" in told, "both of its runs"
    )
    done = await drill.run("Do")
    assert (done.codes, "The ledger is sound" in done.output) == ([0, 0], True), done.output
    assert "Running" in (await drill.run("Well")).output
    await confirm_the_true_start(journey)
    await ended_right_and_once(journey, temporal, stack.state)
