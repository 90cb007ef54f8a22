"""What operators read of deadlines in the Temporal UI, and that a deploy between two of them harms
nothing."""

from datetime import timedelta
from typing import Any

import pytest
from temporalio.api.enums.v1 import EventType
from temporalio.api.sdk.v1 import UserMetadata

from clients.system.temporal import DATA_CONVERTER
from contracts import search_attributes as attributes
from tests.patience import eventually
from tests.workflows.conftest import RunningOrder, StartOrder
from tests.workflows.undecided import ALL, asked, recorded
from tests.workflows.world import in_days
from workflows.order import workflow as todays_code

pytestmark = pytest.mark.engines


async def test_timers_say_what_falls_due(start_order: StartOrder) -> None:
    order = await asked(start_order)
    await order.fast_forward(days=31)
    await order.handle.result()

    assert await timer_summaries(order) == [
        "Reminder to the admins",
        "Escalation",
        "Warning to the customer",
        "Expiry",
    ]


async def test_operators_read_when_a_paid_order_is_escalated(start_order: StartOrder) -> None:
    order = await start_order()
    await order.until_open()
    assert await due_at(order) is None
    await order.settle()
    await order.until_in("it_1", "awaiting_confirmation")
    described = await order.handle.describe()
    due = await eventually(lambda: due_at(order))
    assert timedelta(days=5) <= due - described.start_time < timedelta(days=5, hours=1)

    order.world.scheduled_for["it_1"] = in_days(100)
    await order.workflows.apply_decision(order.id, order.world.decide("it_1"), wait_seconds=9)

    assert await due_at(order) is None


async def test_they_survive_a_deploy_of_changed_code(
    start_order: StartOrder, monkeypatch: pytest.MonkeyPatch
) -> None:
    order = await asked(start_order)
    await order.fast_forward(days=3)
    await order.until(lambda: "notify reminder" in order.world.effects)
    await order.lose_worker()

    monkeypatch.setattr(todays_code, "SHORTEST_WAIT", timedelta(minutes=1))
    monkeypatch.setattr(todays_code, "shown", lambda _: "As the next release says it")
    await order.find_worker()
    await order.fast_forward(days=30)

    assert await order.handle.result() == "expired"
    assert recorded(order) == ALL
    assert "As the next release says it" in await timer_summaries(order)


async def due_at(order: RunningOrder) -> Any:
    described = await order.handle.describe()
    return described.typed_search_attributes.get(attributes.APPROVAL_DUE_AT)


async def timer_summaries(order: RunningOrder) -> list[str]:
    """In the order in which the timers were started."""
    history = await order.handle.fetch_history()
    started = EventType.EVENT_TYPE_TIMER_STARTED
    return [
        await summary_of(event.user_metadata)
        for event in history.events
        if event.event_type == started
    ]


async def summary_of(metadata: UserMetadata) -> str:
    return str((await DATA_CONVERTER.decode([metadata.summary]))[0])
