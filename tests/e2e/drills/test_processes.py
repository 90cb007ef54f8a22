"""A worker that is dead, that runs other code, or that lacks a search attribute."""

import pytest
from temporalio.api.operatorservice.v1 import RemoveSearchAttributesRequest
from temporalio.client import Client

from scenarios.journey import Journey
from scenarios.people import new_key
from scenarios.stories import PAID_ON, a_paid_order, confirm_the_true_start
from scenarios.system import System
from tests.e2e.drills.drill import Drill, drill_of
from tests.e2e.once import ended_right_and_once
from tests.e2e.stack_under_test import StackUnderTest
from tests.e2e.troubles import all_is_well, trouble_of
from tests.workflows.shops import ChangedShop, Shop, working

pytestmark = [pytest.mark.e2e, pytest.mark.engines, pytest.mark.timeout(300)]


async def test_when_worker_dead(stack: StackUnderTest, system: System, temporal: Client) -> None:
    journey = await Journey.at_once(system, system.offerings.fibre)
    await journey.payment_page()
    drill = drill_of("Worker dead", stack, journey)
    async with stack.kept_away("worker"):
        await journey.pay(on=PAID_ON)
        seen = await drill.run("Seen")
        assert (seen.codes, "worker, process" in seen.output) == ([1], True), seen.output

    done = await drill.run("Do")
    assert done.codes == [0, 0], done.output
    await journey.is_paid()
    await all_is_well(stack)
    well = await drill.run("Well")
    assert well.codes == [0], well.output
    await confirm_the_true_start(journey)
    await ended_right_and_once(journey, temporal, stack.state)


async def test_when_incompatible_deploy(stack: StackUnderTest, temporal: Client) -> None:
    queue = f"queue-{new_key()}"
    drill = Drill("Incompatible deploy", stack)
    async with working(temporal, queue, Shop):
        shop = await temporal.start_workflow("Shop", id=f"shop/{queue}", task_queue=queue)
        await shop.query("__stack_trace")
    async with working(temporal, queue, ChangedShop):
        await shop.signal("close")
        trouble = await trouble_of(stack, "worker", "workflow tasks")
        assert f"{shop.id} (NonDeterministicError)" in trouble.what
        assert trouble.state == "degraded"
        seen = await drill.run("Seen")
        assert seen.codes == [1, 0], seen.output
        assert f"{shop.id} (NonDeterministicError)" in seen.output
        assert (await drill.run("Do")).codes == [0]
    async with working(temporal, queue, Shop):
        await shop.result()
    await all_is_well(stack)
    well = await drill.run("Well")
    assert well.codes == [0], well.output


async def test_when_attribute_missing(
    stack: StackUnderTest, system: System, temporal: Client
) -> None:
    drill = Drill("Attribute missing", stack)
    remove = RemoveSearchAttributesRequest(
        namespace=temporal.namespace, search_attributes=["ApprovalDueAt"]
    )
    await temporal.operator_service.remove_search_attributes(remove)
    await trouble_of(stack, "worker", "search attributes")
    seen = await drill.run("Seen")
    assert seen.codes == [1]
    assert "ApprovalDueAt is missing" in seen.output
    assert "--name ApprovalDueAt --type Datetime" in seen.output

    done = await drill.run("Do")
    assert done.codes == [0], done.output
    await all_is_well(stack)
    well = await drill.run("Well")
    assert well.codes == [0], well.output
    journey = await a_paid_order(system)
    await confirm_the_true_start(journey)
    await ended_right_and_once(journey, temporal, stack.state)
