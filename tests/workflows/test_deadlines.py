"""What happens to an order while nobody decides: a reminder, the escalation, a warning, the expiry.
Each once, until somebody decides."""

import asyncio

import pytest
from temporalio.api.enums.v1 import EventType

from contracts import workflow as names
from tests.patience import eventually
from tests.workflows.conftest import RunningOrder, StartOrder
from tests.workflows.undecided import ALL, approve, asked, paid, recorded
from tests.workflows.world import in_days

pytestmark = pytest.mark.engines


@pytest.mark.scenario("deadlines-passed")
async def test_each_passes_once_and_in_its_order(start_order: StartOrder) -> None:
    order = await asked(start_order)

    await order.fast_forward(days=31)

    assert await order.handle.result() == "expired"
    assert order.world.effects[1:-2] == [
        "record reminder",
        "notify reminder",
        "record escalation",
        "notify escalation",
        "record warning",
        "notify warning",
    ]
    assert order.world.tries["record_deadline"] == 3


@pytest.mark.scenario("reminded-and-open")
async def test_only_what_is_due_passes(start_order: StartOrder) -> None:
    order = await asked(start_order)

    await order.fast_forward(days=1.9)
    assert recorded(order) == []
    await order.fast_forward(days=0.2)
    await order.until(lambda: recorded(order) == ["record reminder"])
    await order.fast_forward(days=2)

    assert recorded(order) == ["record reminder"]


@pytest.mark.scenario("decided-before-the-deadlines")
async def test_a_decision_stops_all_of_them(start_order: StartOrder) -> None:
    order = await asked(start_order)
    await order.fast_forward(days=3)
    order.world.scheduled_for["it_1"] = in_days(100)
    await approve(order)

    await order.fast_forward(days=60)

    assert order.world.items == {"it_1": "scheduled"}
    assert recorded(order) == ["record reminder"]


@pytest.mark.scenario("paid-and-escalated")
async def test_what_is_paid_only_escalates(start_order: StartOrder) -> None:
    order = await paid(start_order)

    await order.fast_forward(days=60)

    await order.until(lambda: "notify escalation" in order.world.effects)
    assert order.world.items == {"it_1": "awaiting_confirmation"}
    assert recorded(order) == ["record escalation"]


@pytest.mark.scenario("switched-and-reminded")
async def test_they_begin_with_the_switch_to_a_request(start_order: StartOrder) -> None:
    order = await start_order()
    await order.settle(captured=False)
    await order.until_in("it_1", "payment_failed")
    await order.fast_forward(days=2.5)
    assert order.world.tries["record_deadline"] == 0, "nobody is reminded of an unpaid order"
    order.world.items["it_1"] = "awaiting_approval"  # what orders records with the switch
    await order.workflows.switch_to_request(order.id)
    await order.until(lambda: "notify received" in order.world.effects)

    await order.fast_forward(days=1.9)
    assert recorded(order) == []
    await order.fast_forward(days=0.2)

    await order.until(lambda: recorded(order) == ["record reminder"])


async def test_they_go_on_until_the_last_item_is_decided(start_order: StartOrder) -> None:
    order = await asked(start_order, "it_1", "it_2", "it_3")
    order.world.scheduled_for = dict.fromkeys(order.world.items, in_days(100))
    await approve(order, "it_1")
    await order.fast_forward(days=3)
    await order.until(lambda: recorded(order) == ["record reminder"])
    await approve(order, "it_2")
    await approve(order, "it_3")

    await order.fast_forward(days=40)

    assert recorded(order) == ["record reminder"]
    assert set(order.world.items.values()) == {"scheduled"}


async def test_each_order_keeps_the_ladder_that_it_was_placed_with(start_order: StartOrder) -> None:
    patient = await asked(start_order, reminder=10, escalation=20)
    strict = await asked(start_order, reminder=1, escalation=3)

    for order in (patient, strict):
        await order.fast_forward(days=4)

    await strict.until(lambda: recorded(strict) == ["record reminder", "record escalation"])
    assert recorded(patient) == []


async def test_a_deadline_that_a_decision_overtook_tells_nobody(start_order: StartOrder) -> None:
    order = await asked(start_order)
    order.world.decide("it_1", documents="invoice")  # on record, its message on the way

    await order.fast_forward(days=3)
    await order.until(lambda: order.world.tries["record_deadline"] == 1)
    await approve(order)

    assert await order.handle.result() == "completed"
    assert "notify reminder" not in order.world.effects


@pytest.mark.parametrize(
    "first",
    [
        {"reminder": 1},
        {"escalation": 1},
        {"warning": 29},
        {"approval": 1},
    ],
    ids=lambda first: next(iter(first)),
)
async def test_a_decision_in_the_same_task_goes_before_whatever_falls_due(
    first: dict[str, int], start_order: StartOrder
) -> None:
    order = await asked(start_order, **first)
    await order.lose_worker()
    time_passes = asyncio.create_task(order.fast_forward(days=1))
    await eventually(lambda: has_fallen_due(order))
    await approve(order, wait_seconds=0)

    await order.find_worker()

    assert await order.handle.result() == "completed"
    await time_passes
    assert (order.world.tries["record_deadline"], order.world.tries["expire"]) == (0, 0)


@pytest.mark.parametrize(
    ("days", "makes_sense"),
    [
        (3, ["record reminder"]),
        (6, ["record escalation"]),
        (28, ["record escalation", "record warning"]),
        (31, []),
    ],
)
async def test_of_what_fell_due_while_a_step_was_stuck_only_the_sensible_is_told(
    days: int, makes_sense: list[str], start_order: StartOrder
) -> None:
    order = await asked(start_order, "it_1", "it_2")
    order.world.refused.add("apply")
    await approve(order, wait_seconds=0)
    await order.until(lambda: order.world.attention != [])
    await order.fast_forward(days=days)
    assert recorded(order) == []

    order.world.refused.clear()
    await order.handle.signal(names.RETRY_SIGNAL)

    await order.until(lambda: recorded(order) == makes_sense)
    await order.fast_forward(days=31)
    assert await order.handle.result() == "completed"
    assert order.world.items == {"it_1": "approved", "it_2": "expired"}
    told = {*makes_sense, *(ALL if days < 5 else []), *(["record warning"] if days < 27 else [])}
    assert set(recorded(order)) == told


async def test_they_survive_the_worker(start_order: StartOrder) -> None:
    order = await asked(start_order)
    await order.fast_forward(days=3)
    await order.until(lambda: "notify reminder" in order.world.effects)

    await order.lose_worker()
    await order.find_worker()
    await order.fast_forward(days=3)

    await order.until(lambda: "notify escalation" in order.world.effects)
    assert recorded(order) == ["record reminder", "record escalation"]


async def test_people_are_told_later_where_they_cannot_be_told_now(
    start_order: StartOrder,
) -> None:
    order = await asked(start_order)
    order.world.notifications_are_down = True
    time_passes = asyncio.create_task(order.fast_forward(days=3))
    await order.until(lambda: order.world.tries["notify"] > 1)
    assert order.world.effects[-1] == "record reminder"

    order.world.notifications_are_down = False

    await time_passes
    assert order.world.effects[-1] == "notify reminder"


async def has_fallen_due(order: RunningOrder) -> bool:
    history = await order.handle.fetch_history()
    return any(e.event_type == EventType.EVENT_TYPE_TIMER_FIRED for e in history.events)
