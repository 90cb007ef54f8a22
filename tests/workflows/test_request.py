"""An order by request: approval first, then the invoice, then the service."""

from datetime import UTC, datetime

import pytest

from contracts.decisions import OrderStatus
from tests.workflows.conftest import StartOrder
from tests.workflows.world import in_days

pytestmark = pytest.mark.engines


@pytest.mark.scenario("requested-and-approved")
async def test_is_invoiced_before_the_service_starts(start_order: StartOrder) -> None:
    order = await start_order("request")
    await order.until(lambda: order.world.effects == ["notify received"])

    approved = order.world.decide("it_1", documents="invoice")
    assert await order.workflows.apply_decision(order.id, approved, wait_seconds=9)

    assert await order.handle.result() == "completed"
    assert order.world.effects[1:3] == ["invoice it_1", "approved it_1"]


@pytest.mark.scenario("three-items-one-rejected")
async def test_each_item_is_decided_for_itself(start_order: StartOrder) -> None:
    order = await start_order("request", items=("it_1", "it_2", "it_3"))
    for item in ("it_1", "it_3"):
        approved = order.world.decide(item, documents="invoice")
        await order.workflows.apply_decision(order.id, approved, wait_seconds=9)
    rejected = order.world.decide("it_2", "reject")
    await order.workflows.apply_decision(order.id, rejected, wait_seconds=9)

    assert await order.handle.result() == "completed"
    assert order.world.items == {"it_1": "approved", "it_2": "rejected", "it_3": "approved"}
    assert "invoice it_2" not in order.world.effects


@pytest.mark.scenario("scheduled")
async def test_a_future_start_waits_for_its_day(start_order: StartOrder) -> None:
    order = await start_order("request")
    order.world.scheduled_for["it_1"] = in_days(10)
    approved = order.world.decide("it_1", documents="invoice")
    await order.workflows.apply_decision(order.id, approved, wait_seconds=9)
    assert order.world.items["it_1"] == "scheduled"

    await order.fast_forward(days=9)
    assert order.world.items["it_1"] == "scheduled"
    await order.fast_forward(days=2)

    assert await order.handle.result() == "completed"
    assert order.world.effects[-2:] == ["activate it_1", "notify active it_1"]


@pytest.mark.scenario("never-decided")
async def test_expires_when_nobody_decides(start_order: StartOrder) -> None:
    order = await start_order("request", approval_days=30)
    await order.until(lambda: "notify received" in order.world.effects)

    await order.fast_forward(days=31)

    assert await order.handle.result() == "expired"


async def test_an_admin_who_decides_as_it_expires_wins_if_first(start_order: StartOrder) -> None:
    order = await start_order("request", approval_days=30)
    await order.until(lambda: "notify received" in order.world.effects)
    first = order.world.decide("it_1", documents="invoice")  # on record, its message on the way

    await order.fast_forward(days=31)
    await order.until(lambda: order.world.tries["expire"] == 1)
    await order.workflows.apply_decision(order.id, first, wait_seconds=9)

    assert await order.handle.result() == "completed"
    assert order.world.items["it_1"] == "approved"


@pytest.mark.scenario("notifications-down")
async def test_goes_on_while_mail_and_tickets_are_down(start_order: StartOrder) -> None:
    order = await start_order("request")
    order.world.notifications_are_down = True
    approved = order.world.decide("it_1", documents="invoice")

    assert await order.workflows.apply_decision(order.id, approved, wait_seconds=9)
    assert order.world.items["it_1"] == "approved"
    assert not [effect for effect in order.world.effects if effect.startswith("notify")]

    order.world.notifications_are_down = False
    status: OrderStatus = await order.handle.result()
    assert status == "completed"
    notified = [effect for effect in order.world.effects if effect.startswith("notify")]
    assert notified == ["notify received", f"notify decision {approved.decision_id}"]


async def test_a_correction_after_the_end_runs_as_a_workflow_of_its_own(
    start_order: StartOrder,
) -> None:
    order = await start_order("request")
    approved = order.world.decide("it_1", documents="invoice")
    await order.workflows.apply_decision(order.id, approved, wait_seconds=9)
    await order.handle.result()

    moved = order.world.decide("it_1", documents="credit", revision=2)
    await order.workflows.apply_decision(order.id, moved, wait_seconds=0)

    own = order.client.get_workflow_handle(f"order/{order.id}/start-date/{moved.decision_id}")
    assert (await own.describe()).workflow_type == "StartDateWorkflow"
    assert (await own.describe()).start_time <= datetime.now(UTC)
