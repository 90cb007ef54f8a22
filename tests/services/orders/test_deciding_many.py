"""Many orders that are decided by one request: each row by itself, once, and the rest goes on."""

import asyncio

import pytest
from pydantic import ValidationError

from chassis.database import Database
from contracts.approvals import (
    MOST_DECIDED_ORDERS,
    DecidedMany,
    DecideMany,
    DecideOrder,
    TooManyItemsAtOnce,
)
from contracts.decisions import (
    Decide,
    DecisionIsIncomplete,
    ItemIsAlreadyDecided,
    ItemIsNotOpenForDecision,
    OrderHasChanged,
)
from contracts.orders import OrderView
from contracts.problems import ActionIsNotAllowed, ObjectIsNotFound, ServiceIsUnavailable
from services.orders.use_cases import decide_many
from tests.services.orders.test_deciding import approve, carry_out
from tests.services.orders.world import OPERATOR, PAID_ON, World, key

pytestmark = pytest.mark.engines


def row(order: OrderView, **more: object) -> DecideOrder:
    given = {"order_id": order.id, "verdict": "approve", "start_on": PAID_ON}
    return DecideOrder.model_validate({**given, **more})


def many(*rows: DecideOrder) -> DecideMany:
    return DecideMany(rows=list(rows))


async def requested(world: World, *item_counts: int) -> list[OrderView]:
    customer = await world.customer()
    return [(await world.request(customer, count)).order for count in item_counts]


def problems(answer: DecidedMany) -> list[str | None]:
    return [one.problem["type"] if one.problem else None for one in answer.rows]


async def test_each_row_is_decided_and_carried_out(world: World) -> None:
    carry_out(world)
    first, second, third = await requested(world, 1, 2, 2)
    answer = await world.admin().decide_many(
        many(
            row(first),
            row(second),
            row(third, item_id=third.items[1].id, verdict="reject", reason="No line."),
        ),
        key=key(),
    )
    assert [(one.order_id, len(one.decisions), one.applied) for one in answer.rows] == [
        (first.id, 1, True),
        (second.id, 2, True),
        (third.id, 1, True),
    ]
    assert {one.decided_by for told in answer.rows for one in told.decisions} == {"admin/ada"}
    orders = [await world.admin().order(one.id) for one in (first, second, third)]
    assert [order.status for order in orders] == [
        "completed",
        "completed",
        "waiting_for_approval",
    ]
    assert [item.state for item in orders[2].items] == ["awaiting_approval", "rejected"]


async def test_a_row_that_is_refused_says_why_and_stops_no_other(world: World) -> None:
    carry_out(world)
    taken, stale, fine, incomplete = await requested(world, 1, 1, 1, 1)
    unpaid = (await world.upfront(await world.customer())).order
    await world.admin("bea").decide(taken.id, taken.items[0].id, approve(), key=key())
    rows = [
        row(taken),
        row(stale, expected_revision=9),
        row(fine),
        row(incomplete, start_on=None),
        row(unpaid),
        row(fine, order_id="ord_none"),
        row(fine, item_id="itm_none"),
    ]

    answer = await world.admin().decide_many(many(*rows), key=key())

    assert problems(answer) == [
        ItemIsAlreadyDecided.type,
        OrderHasChanged.type,
        None,
        DecisionIsIncomplete.type,
        ItemIsNotOpenForDecision.type,
        ObjectIsNotFound.type,
        ObjectIsNotFound.type,
    ]
    told = answer.rows[0].problem
    assert told is not None
    assert (told["winner"], told["verdict"], told["status"]) == ("admin/bea", "approve", 409)
    assert told["detail"].startswith("admin/bea approved this item at ")
    assert [len(one.decisions) for one in answer.rows] == [0, 0, 1, 0, 0, 0, 0]


async def test_rows_of_one_order_go_by_the_same_revision(world: World) -> None:
    [order] = await requested(world, 3)
    first, second, third = (item.id for item in order.items)
    await world.admin("bea").decide(order.id, third, approve(), key=key())
    seen = (await world.admin().order(order.id)).revision
    rows = [row(order, item_id=one, expected_revision=seen) for one in (first, second)]
    answer = await world.admin().decide_many(many(*rows), key=key())
    assert problems(answer) == [None, None]


async def test_a_retry_goes_on_where_the_first_try_ended(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    carry_out(world)
    orders = await requested(world, 1, 2, 1)
    command, same = many(*(row(order, expected_revision=1) for order in orders)), key()
    begin, begun = Database.begin, 0

    def away_at_last(database: Database):  # type: ignore[no-untyped-def]
        nonlocal begun
        begun += 1
        if begun == len(orders):
            raise ServiceIsUnavailable("database_away")
        return begin(database)

    with monkeypatch.context() as away:
        away.setattr(decide_many, "AT_ONCE", 1)
        away.setattr(Database, "begin", away_at_last)
        with pytest.raises(ServiceIsUnavailable):
            await world.admin().decide_many(command, key=same)
    answer = await world.admin().decide_many(command, key=same)
    assert problems(answer) == [None, None, None]
    await world.lose_answers()
    again = await world.admin().decide_many(command, key=same)
    assert sorted(d.id for one in again.rows for d in one.decisions) == sorted(
        d.id for one in answer.rows for d in one.decisions
    )
    decided = [decision.decision_id for _, decision in world.workflows.decided]
    assert len(decided) == len(set(decided)) == 4


async def test_the_same_request_twice_at_once_decides_once(world: World) -> None:
    carry_out(world)
    orders = await requested(world, 1, 1)
    command = many(*(row(order) for order in orders))
    answers = await asyncio.gather(
        *(world.admin(name).decide_many(command, key=key()) for name in ("ada", "bea"))
    )
    for at in range(len(orders)):
        of_order = [answer.rows[at] for answer in answers]
        won = [one for one in of_order if one.problem is None]
        lost = [one.problem for one in of_order if one.problem]
        assert (len(won), len(lost)) == (1, 1)
        assert lost[0]["winner"] == won[0].decisions[0].decided_by


async def test_effects_that_are_late_follow_and_the_answer_does_not_wait_for_each(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    orders = await requested(world, *[1] * 3)
    monkeypatch.setattr(decide_many, "BROUGHT_AT_ONCE", 1)
    settings = world.app.state.context.settings
    monkeypatch.setattr(settings, "deciding_wait_seconds", 0.05)
    world.workflows.answering.clear()
    answer = await world.admin().decide_many(many(*map(row, orders)), key=key())
    assert [one.applied for one in answer.rows] == [False, False, False]
    assert problems(answer) == [None, None, None]
    await world.workflows.come_back(orders[2].id)


async def test_an_order_with_too_many_items_is_decided_one_by_one(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(decide_many, "MOST_DECIDED_ITEMS", 1)
    [order] = await requested(world, 2)
    answer = await world.admin().decide_many(many(row(order)), key=key())
    assert problems(answer) == [TooManyItemsAtOnce.type]
    one_by_one = many(*(row(order, item_id=item.id) for item in order.items))
    assert problems(await world.admin().decide_many(one_by_one, key=key())) == [None, None]


async def test_only_staff_decides(world: World) -> None:
    customer = await world.customer()
    order = (await world.request(customer)).order
    with pytest.raises(ActionIsNotAllowed):
        await customer.decide_many(many(row(order)), key=key())
    foreign = world.admin(partner_id=world.partner_id % 90 + 9)
    answer = await foreign.decide_many(many(row(order)), key=key())
    assert problems(answer) == [ObjectIsNotFound.type]


@pytest.mark.parametrize("count", [0, MOST_DECIDED_ORDERS + 1])
def test_a_request_has_a_row_and_no_more_than_a_hundred(count: int) -> None:
    wish = Decide(verdict="approve", start_on=PAID_ON).model_dump()
    with pytest.raises(ValidationError):
        DecideMany.model_validate({"rows": [{**wish, "order_id": "ord_1"}] * count})


async def test_what_was_answered_is_read_again_by_whoever_decided(world: World) -> None:
    taken, fine = await requested(world, 1, 1)
    await world.admin("bea").decide(taken.id, taken.items[0].id, approve(), key=key())
    mine = key()
    rows = [row(taken), row(fine), row(fine, order_id="ord_none")]
    answer = await world.admin().decide_many(many(*rows), key=mine)
    assert [one.customer_name for one in answer.rows] == ["Carl", "Carl", ""]
    assert await world.admin().decided_many(mine) == answer
    for other in (world.admin("bea"), world.acting(OPERATOR)):
        with pytest.raises(ObjectIsNotFound):
            await other.decided_many(mine)
    [order] = await requested(world, 1)
    await world.admin().decide(order.id, order.items[0].id, approve(), key=(of_one := key()))
    with pytest.raises(ObjectIsNotFound):
        await world.admin().decided_many(of_one)
