"""Two at the same moment over everything: services, their databases, Temporal and its time. Exactly
one has its way, the other is told, the workflow ends by itself, and the documents are as decided.
Without an engine, and so more of them in a run, they are in tests/services/orders/test_races.py."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from temporalio.api.enums.v1 import EventType
from temporalio.client import WorkflowHandle
from temporalio.service import RPCError
from temporalio.testing import TimeSkipper

from contracts.approvals import DecideMany, DecideOrder
from contracts.decisions import (
    Decide,
    ItemIsAlreadyDecided,
    OrderHasChanged,
    OrderStatus,
    Verdict,
)
from contracts.orders import OrderView, PlaceOrder
from contracts.problems import ObjectIsNotFound, Problem
from contracts.workflow import order_workflow_id
from scenarios.journey import Journey
from scenarios.offerings import EAST
from scenarios.patience import Patience
from scenarios.people import new_key
from scenarios.placing import quote_at_once
from scenarios.stories import today
from tests.patience import eventually
from tests.workflows.house import House

pytestmark = [pytest.mark.engines, pytest.mark.timeout(300)]
BATCH = 10
ENGINE = Patience(30, away=(RPCError,))
"""It closes each connection after five minutes, and what was just being asked over it with that."""
ENDS: dict[Verdict, OrderStatus] = {
    "approve": "completed",
    "reject": "rejected",
    "cancel": "cancelled",
    "expire": "expired",
}
Act = Callable[[House, Journey], Awaitable[Verdict | None]]
"""What somebody decided; nothing where only time has passed."""


async def approve(house: House, journey: Journey) -> Verdict:
    command = Decide(verdict="approve", start_on=today())
    decide = partial(journey.decide_once, command, key=new_key())
    await house.system.patience.until_answered(decide)
    return "approve"


async def reject(house: House, journey: Journey) -> Verdict:
    command = Decide(verdict="reject", reason="No line.")
    decide = partial(journey.decide_once, command, by="bea", key=new_key())
    await house.system.patience.until_answered(decide)
    return "reject"


async def cancel(_: House, journey: Journey) -> Verdict:
    await journey.cancel()
    return "cancel"


async def let_time_pass(house: House, journey: Journey) -> None:
    order = house.temporal.get_workflow_handle(order_workflow_id(journey.id))
    skip = partial(TimeSkipper(house.temporal).fast_forward, order, timedelta(days=60))
    await ENGINE.until_answered(skip)


async def switch_and_approve(house: House, journey: Journey) -> Verdict:
    orders = journey.customer.services.orders
    await house.system.patience.until_answered(
        partial(orders.switch_to_request, journey.id, key=new_key())
    )
    return await approve(house, journey)


async def requested(house: House) -> Journey:
    return await Journey.at_once(house.system, house.system.offerings.fibre, pay=False)


async def paid(house: House) -> Journey:
    journey = await unpaid(house)
    await journey.pay()
    await journey.is_paid()
    return journey


async def unpaid(house: House) -> Journey:
    return await Journey.at_once(house.system, house.system.offerings.fibre)


RACES: dict[str, tuple[Callable[[House], Awaitable[Journey]], Act, Act]] = {
    "two admins": (paid, approve, reject),
    "an admin and the customer": (paid, approve, cancel),
    "a decision and the expiry": (requested, approve, let_time_pass),
    "a decision and the payment deadline": (unpaid, switch_and_approve, let_time_pass),
    "a cancellation and the payment deadline": (unpaid, cancel, let_time_pass),
}
MANY = [
    pytest.param(5, id="5"),
    pytest.param(2_000, id="2,000", marks=[pytest.mark.nightly, pytest.mark.timeout(3_600)]),
]


@pytest.mark.parametrize("count", MANY)
@pytest.mark.parametrize("named", RACES)
async def test_exactly_one_has_its_way(named: str, count: int, house: House) -> None:
    begin, *acts = RACES[named]

    async def race(turn: int) -> None:
        journey = await begin(house)
        both = acts if turn % 2 else acts[::-1]
        answers = await asyncio.gather(
            *(act(house, journey) for act in both), return_exceptions=True
        )
        await _ends_as_decided(house, journey, answers)

    await _some_at_a_time(race, count)


@pytest.mark.parametrize("count", MANY)
async def test_a_decision_may_come_before_the_workflow_exists(count: int, house: House) -> None:
    """As soon as the order can be read, while its workflow is only being started."""

    async def race(_: int) -> None:
        people = house.system.people
        customer = await people.customer("Kit", EAST)
        quote_id = await quote_at_once(house.system, customer, house.system.offerings.fibre)
        command = PlaceOrder(quote_id=quote_id, pay="on_request")
        orders = customer.services.orders
        placing = asyncio.create_task(orders.place_order(command, key=new_key()))

        async def committed() -> OrderView | None:
            return next(iter((await orders.orders()).items), None)

        order = await eventually(committed)
        wish = Decide(verdict="approve", start_on=today())
        admin = people.admin(EAST).orders
        await admin.decide(order.id, order.items[0].id, wish, key=new_key())
        journey = Journey(house.system, customer, await placing)
        await _ends_as_decided(house, journey, ["approve"])

    await _some_at_a_time(race, count)


async def test_of_fifty_orders_the_five_that_cannot_be_are_named_and_the_others_decided(
    house: House,
) -> None:
    journeys: list[Journey] = []

    async def place(_: int) -> None:
        journeys.append(await requested(house))

    await _some_at_a_time(place, 49)
    cancelled, rejected, stale, taken, *others = journeys
    await cancelled.cancel()
    for journey in (rejected, taken):
        await journey.decide_once(Decide(verdict="reject", reason="No line."), by="bea")
    rows = [
        DecideOrder(order_id=journey.id, verdict="approve", start_on=today())
        for journey in journeys
    ]
    rows[2] = rows[2].model_copy(update={"expected_revision": 9})
    rows.append(rows[0].model_copy(update={"order_id": "ord_none"}))

    admin, key = house.system.people.admin(EAST).orders, new_key()
    answer = await house.system.patience.until_answered(
        lambda: admin.decide_many(DecideMany(rows=rows), key=key)
    )

    refused = [one.problem["type"] if one.problem else None for one in answer.rows]
    decided_before = [ItemIsAlreadyDecided.type] * 2
    expected = [*decided_before, OrderHasChanged.type, ItemIsAlreadyDecided.type]
    assert refused == [*expected, *[None] * 45, ObjectIsNotFound.type]
    for journey in others:
        await _ends_as_decided(house, journey, ["approve"])
    assert (await stale.order()).status == "waiting_for_approval"


async def _some_at_a_time(race: Callable[[int], Awaitable[None]], count: int) -> None:
    for first in range(0, count, BATCH):
        turns = range(first, min(first + BATCH, count))
        await asyncio.gather(*(race(turn) for turn in turns))


async def _ends_as_decided(
    house: House, journey: Journey, answers: Sequence[Verdict | BaseException | None]
) -> None:
    workflow = house.temporal.get_workflow_handle(order_workflow_id(journey.id))
    async with asyncio.timeout(60):
        ended = await ENGINE.until_answered(workflow.result)
    order = await journey.order()
    assert order.status == ended
    decision = order.items[0].decision
    assert decision is not None
    assert decision.revision == 1
    assert order.status == ENDS[decision.verdict]
    said = [answer for answer in answers if isinstance(answer, str)]
    assert said == ([] if decision.verdict == "expire" else [decision.verdict])
    for refusal in (one for one in answers if isinstance(one, BaseException)):
        assert isinstance(refusal, Problem), refusal
        assert refusal.facts["verdict"] == decision.verdict
        assert refusal.facts["decided_at"] == decision.decided_at.isoformat()
        assert refusal.facts["winner"] in (decision.decided_by, decision.decided_by.split("/")[0])
    await _no_task_failed(workflow)
    await _documents_are_as_decided(house, order, decision.verdict)


async def _no_task_failed(workflow: WorkflowHandle[Any, Any]) -> None:
    events = (await ENGINE.until_answered(workflow.fetch_history)).events
    kinds = {event.event_type for event in events}
    assert EventType.EVENT_TYPE_WORKFLOW_TASK_FAILED not in kinds


async def _documents_are_as_decided(house: House, order: OrderView, verdict: Verdict) -> None:
    """An approval is charged, once; whatever else was charged is credited in full."""
    payments, asked = house.system.operator.payments, house.system.patience.until_answered
    invoices = (await asked(partial(payments.invoices, order_id=order.id))).items
    charged = [one for one in invoices if one.state in ("issued", "paid", "settled")]
    notes = (await asked(partial(payments.credit_notes, order_id=order.id))).items
    owed = sum(one.amount.gross_minor for one in charged) - sum(
        one.amount.gross_minor for one in notes
    )
    assert owed == (order.total_minor if verdict == "approve" else 0), (invoices, notes)
