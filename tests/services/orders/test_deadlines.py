"""A deadline that passed is recorded once, and only where nobody decided first."""

import asyncio
from typing import get_args

import pytest

from contracts.decisions import Decide, ItemIsAlreadyDecided
from contracts.orders import DecisionOutcome
from contracts.problems import ActionIsNotAllowed
from contracts.recording import (
    ApplyDecision,
    Deadline,
    DeadlineOutcome,
    ExpiryOutcome,
    RecordDeadline,
)
from tests.services.orders.audited import actions, twice
from tests.services.orders.world import PAID_ON, World, key

pytestmark = pytest.mark.engines
APPROVE = Decide(verdict="approve", start_on=PAID_ON)
RACES = pytest.mark.parametrize(
    "races", [50, pytest.param(2_000, marks=[pytest.mark.nightly, pytest.mark.timeout(900)])]
)
DEADLINES: tuple[Deadline, ...] = get_args(Deadline)
REQUEST_ONLY: tuple[Deadline, ...] = ("reminder", "warning")


async def passed(world: World, order_id: str, deadline: Deadline = "reminder") -> DeadlineOutcome:
    return await world.system.record_deadline(order_id, RecordDeadline(deadline=deadline))


@pytest.mark.parametrize(
    ("deadline", "action", "words"),
    [
        ("reminder", "reminded", "Nobody has decided yet; the admins are reminded."),
        ("escalation", "escalated", "Nobody has decided in time; the order is escalated."),
        ("warning", "warned", "Nobody has decided yet; the customer is warned of the expiry."),
    ],
)
async def test_an_undecided_request_is_recorded_as_such_once(
    deadline: Deadline, action: str, words: str, world: World
) -> None:
    order = (await world.request(await world.customer())).order

    outcome = await twice(world, order.id, lambda: passed(world, order.id, deadline))

    assert outcome.snapshot is not None
    assert await actions(world, order.id) == ["placed", action]
    assert (await world.admin().audit(order.id)).items[0].reason.text == words
    assert (await world.admin().order(order.id)).revision == order.revision, "nothing has changed"


@pytest.mark.parametrize("deadline", DEADLINES)
async def test_a_decision_on_record_is_first(deadline: Deadline, world: World) -> None:
    order = (await world.request(await world.customer())).order
    world.workflows.away = True  # it is recorded, and its effects follow
    await world.admin().decide(order.id, order.items[0].id, APPROVE, key=key())

    assert (await passed(world, order.id, deadline)).snapshot is None
    assert await actions(world, order.id) == ["placed", "decided_approve"]


async def test_what_is_paid_is_escalated_and_neither_reminded_of_nor_warned_about(
    world: World,
) -> None:
    order = await world.paid(await world.customer())

    assert [(await passed(world, order.id, one)).snapshot for one in REQUEST_ONLY] == [None, None]
    assert (await passed(world, order.id, "escalation")).snapshot is not None
    assert await actions(world, order.id) == ["placed", "payment_captured", "escalated"]


async def test_the_last_undecided_item_keeps_its_deadlines(world: World) -> None:
    order = (await world.request(await world.customer(), item_count=2)).order
    for item in order.items:
        assert (await passed(world, order.id)).snapshot is not None
        made = await world.admin().decide(order.id, item.id, APPROVE, key=key())
        await world.system.record_applied(order.id, made.decision.id, ApplyDecision())

    assert (await passed(world, order.id)).snapshot is None


async def test_the_customer_reads_of_the_warning_alone(world: World) -> None:
    customer = await world.customer()
    order = (await world.request(customer)).order
    for deadline in DEADLINES:
        await passed(world, order.id, deadline)

    told = await customer.timeline(order.id)

    assert [event.what.text for event in told.happened[:-1]] == [
        "You were warned that the request expires if nobody decides."
    ]


async def test_people_pass_no_deadline(world: World) -> None:
    order = (await world.request(await world.customer())).order
    with pytest.raises(ActionIsNotAllowed):
        await world.admin().record_deadline(order.id, RecordDeadline(deadline="warning"))


@RACES
async def test_a_decision_that_races_with_a_deadline_leaves_one_story(
    races: int, world: World
) -> None:
    """Either nobody is told, or the audit says that it passed before the decision came."""
    customer = await world.customer()
    for _ in range(races):
        order = (await world.request(customer)).order
        deciding = world.admin().decide(order.id, order.items[0].id, APPROVE, key=key())
        outcome, _ = await asyncio.gather(passed(world, order.id), deciding)
        reminded = ["reminded"] if outcome.snapshot else []
        assert await actions(world, order.id) == ["placed", *reminded, "decided_approve"]


@RACES
async def test_of_a_decision_and_the_expiry_one_wins_and_the_other_is_told(
    races: int, world: World
) -> None:
    customer = await world.customer()
    for _ in range(races):
        order = (await world.request(customer)).order
        deciding = world.admin().decide(order.id, order.items[0].id, APPROVE, key=key())
        expiring = world.system.expire(order.id)
        decided, expired = await asyncio.gather(deciding, expiring, return_exceptions=True)
        assert isinstance(expired, ExpiryOutcome)
        if expired.decisions:
            assert isinstance(decided, ItemIsAlreadyDecided)
            facts = {"winner": "system/worker", "verdict": "expire"}
            assert facts.items() <= decided.facts.items()
        else:
            assert isinstance(decided, DecisionOutcome)
        verdict = "decided_expire" if expired.decisions else "decided_approve"
        assert await actions(world, order.id) == ["placed", verdict]
