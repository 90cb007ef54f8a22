"""Who decides an item, who comes too late, and what happens to the effects."""

import asyncio
from datetime import date, timedelta

import pytest

from contracts.decisions import (
    Decide,
    DecisionIsIncomplete,
    ItemIsAlreadyDecided,
    ItemIsNotOpenForDecision,
    MoveStart,
    StartDateIsRefused,
    StartWouldGoUnbilled,
)
from contracts.orders import DecisionOutcome, OrderCannotBeCancelled, OrderView
from contracts.problems import ActionIsNotAllowed, ObjectIsNotFound, Problem
from contracts.recording import ApplyDecision, RecordedDecision, RecordOperatorDecision
from services.orders.tables import decisions
from tests.services.orders.world import OPERATOR, PAID_ON, World, key

pytestmark = pytest.mark.engines

TODAY = date(2023, 1, 1)


def approve(start_on: date = PAID_ON) -> Decide:
    return Decide(verdict="approve", start_on=start_on)


def carry_out(world: World) -> None:
    """Let the engine apply each decision at once, as the workflow does."""

    async def effects(order_id: str, decision: RecordedDecision) -> None:
        await world.system.record_applied(order_id, decision.decision_id, ApplyDecision())

    world.workflows.effects = effects


async def test_an_approval_is_applied_in_one_round_trip(world: World) -> None:
    carry_out(world)
    customer = await world.customer()
    order = (await world.request(customer)).order
    outcome = await world.admin().decide(order.id, order.items[0].id, approve(), key=key())
    assert outcome.applied
    assert outcome.order.status == "completed"
    assert outcome.decision.decided_by == "admin/ada"
    assert world.workflows.decided[0][1].documents == "invoice"
    (service,) = (await customer.subscriptions()).items
    assert (service.state, service.start_on) == ("active", PAID_ON)


async def test_effects_that_are_late_follow_by_themselves(world: World) -> None:
    order = (await world.request(await world.customer())).order
    world.workflows.away = True
    outcome = await world.admin().decide(order.id, order.items[0].id, approve(), key=key())
    assert not outcome.applied
    assert "nobody needs to act" in outcome.order.waits_for[0].text
    await world.workflows.come_back(order.id)
    decided = [made for order_id, made in world.workflows.decided if order_id == order.id]
    assert [made.decision_id for made in decided] == [outcome.decision.id]


async def test_of_twenty_admins_at_once_one_wins_and_the_others_hear_who(world: World) -> None:
    order = (await world.request(await world.customer())).order
    item_id = order.items[0].id

    async def decide(number: int) -> DecisionOutcome | Problem:
        command = approve(TODAY + timedelta(days=number))
        try:
            admin = world.admin(f"ada{number}")
            return await admin.decide(order.id, item_id, command, key=key())
        except Problem as problem:
            return problem

    answers = await asyncio.gather(*(decide(number) for number in range(20)))
    won = [answer for answer in answers if isinstance(answer, DecisionOutcome)]
    lost = [answer for answer in answers if isinstance(answer, ItemIsAlreadyDecided)]
    assert (len(won), len(lost)) == (1, 19)
    winner = won[0].decision
    assert {problem.facts["winner"] for problem in lost} == {winner.decided_by}
    assert {problem.facts["verdict"] for problem in lost} == {"approve"}
    assert all(problem.facts["decided_at"] for problem in lost)
    async with world.database.autocommit() as connection:
        same = decisions.select().where(decisions.c.item_id == item_id)
        assert len((await connection.execute(same)).all()) == 1
    assert len(world.workflows.decided) == 1


async def test_of_approve_and_cancel_exactly_one_wins(world: World) -> None:
    customer = await world.customer()
    for _ in range(8):
        order = (await world.request(customer)).order
        answers = await asyncio.gather(
            world.admin().decide(order.id, order.items[0].id, approve(), key=key()),
            customer.cancel_order(order.id, key=key()),
            return_exceptions=True,
        )
        lost = [a for a in answers if isinstance(a, ItemIsAlreadyDecided | OrderCannotBeCancelled)]
        won = [a for a in answers if isinstance(a, DecisionOutcome | OrderView)]
        assert (len(won), len(lost)) == (1, 1)


async def test_the_same_key_answers_the_same_decision(world: World) -> None:
    order, same = (await world.request(await world.customer())).order, key()
    item_id = order.items[0].id
    first = await world.admin().decide(order.id, item_id, approve(), key=same)
    again = await world.admin().decide(order.id, item_id, approve(), key=same)
    assert again == first
    with pytest.raises(ItemIsAlreadyDecided):
        await world.admin().decide(order.id, item_id, approve(), key=key())


async def test_an_incomplete_decision_is_refused(world: World) -> None:
    order = (await world.request(await world.customer())).order
    for command in (Decide(verdict="approve"), Decide(verdict="reject", reason=" ")):
        with pytest.raises(DecisionIsIncomplete):
            await world.admin().decide(order.id, order.items[0].id, command, key=key())


async def test_an_unpaid_item_is_not_open(world: World) -> None:
    order = (await world.upfront(await world.customer())).order
    with pytest.raises(ItemIsNotOpenForDecision):
        await world.admin().decide(order.id, order.items[0].id, approve(), key=key())


async def test_start_dates_stay_within_what_the_partner_allows(world: World) -> None:
    order = await world.paid(await world.customer())
    for start_on in (PAID_ON - timedelta(days=1), PAID_ON + timedelta(days=91)):
        with pytest.raises(StartDateIsRefused):
            await world.admin().decide(order.id, order.items[0].id, approve(start_on), key=key())
    request = (await world.request(await world.customer())).order
    for start_on in (TODAY - timedelta(days=91), TODAY + timedelta(days=91)):
        with pytest.raises(StartDateIsRefused):
            await world.admin().decide(
                request.id, request.items[0].id, approve(start_on), key=key()
            )


async def test_confirming_another_date_of_a_paid_item_asks_for_a_credit(world: World) -> None:
    carry_out(world)
    order = await world.paid(await world.customer(), item_count=3)
    admin, items = world.admin(), [item.id for item in order.items]
    await admin.decide(order.id, items[0], approve(PAID_ON), key=key())
    await admin.decide(order.id, items[1], approve(date(2023, 1, 14)), key=key())
    reject = Decide(verdict="reject", reason="No line.", refund_to="card")
    await admin.decide(order.id, items[2], reject, key=key())
    documents = [decision.documents for _, decision in world.workflows.decided]
    assert documents == ["none", "credit", "full_credit"]
    now = await admin.order(order.id)
    # The second one starts on the 14th, and today is the first.
    assert [item.state for item in now.items] == ["approved", "scheduled", "rejected"]
    assert now.status == "partly_approved"


async def test_a_start_date_can_be_corrected_again_and_again(world: World) -> None:
    carry_out(world)
    world.clock.at += timedelta(days=40)
    order = await world.paid(await world.customer())
    item_id, admin = order.items[0].id, world.admin()
    await admin.decide(order.id, item_id, approve(date(2023, 1, 14)), key=key())
    for revision, day in ((2, 20), (3, 10)):
        moved = await admin.move_start(
            order.id, item_id, MoveStart(start_on=date(2023, 1, day)), key=key()
        )
        assert (moved.decision.revision, moved.applied) == (revision, True)
        assert moved.order.items[0].start_on == date(2023, 1, day)
    assert [decision.documents for _, decision in world.workflows.decided] == ["credit"] * 3
    assert moved.decision.previous_start_on == date(2023, 1, 20)


async def test_an_invoiced_request_moves_later_and_back_but_never_before_its_invoice(
    world: World,
) -> None:
    carry_out(world)
    world.clock.at += timedelta(days=60)  # so that 31 March, the invoiced day, is near
    order = (await world.request(await world.customer())).order
    item_id, admin, invoiced = order.items[0].id, world.admin(), date(2023, 3, 31)
    await admin.decide(order.id, item_id, approve(invoiced), key=key())
    for day in (date(2023, 4, 20), date(2023, 4, 10), invoiced):
        moved = await admin.move_start(order.id, item_id, MoveStart(start_on=day), key=key())
        assert moved.order.items[0].start_on == day
        for unbilled in (date(2023, 1, 1), invoiced - timedelta(days=1)):
            with pytest.raises(StartWouldGoUnbilled, match="invoiced from 31 March 2023"):
                await admin.move_start(order.id, item_id, MoveStart(start_on=unbilled), key=key())
    assert (await admin.order(order.id)).items[0].start_on == invoiced
    assert len(world.workflows.decided) == 4


async def test_no_signal_moves_a_start_before_its_invoice(world: World) -> None:
    carry_out(world)
    order = (await world.request(await world.customer())).order
    await world.admin().decide(order.id, order.items[0].id, approve(), key=key())
    signalled = RecordOperatorDecision(
        message_id="m-1",
        item_id=order.items[0].id,
        verdict="approve",
        start_on=PAID_ON - timedelta(days=30),
        by="olga",
    )
    with pytest.raises(ItemIsAlreadyDecided):
        await world.system.record_operator_decision(order.id, signalled)


async def test_each_item_has_its_own_invoiced_day(world: World) -> None:
    carry_out(world)
    order = (await world.request(await world.customer(), item_count=2)).order
    admin, [first, second] = world.admin(), [item.id for item in order.items]
    await admin.decide(order.id, first, approve(date(2023, 1, 10)), key=key())
    await admin.decide(order.id, second, approve(date(2023, 1, 20)), key=key())
    earlier = MoveStart(start_on=date(2023, 1, 12))
    assert (await admin.move_start(order.id, first, earlier, key=key())).applied
    with pytest.raises(StartWouldGoUnbilled, match="20 January 2023"):
        await admin.move_start(order.id, second, earlier, key=key())


async def test_a_correction_waits_for_the_one_before(world: World) -> None:
    carry_out(world)
    order = await world.paid(await world.customer())
    item_id, admin = order.items[0].id, world.admin()
    with pytest.raises(ItemIsNotOpenForDecision):
        await admin.move_start(order.id, item_id, MoveStart(start_on=PAID_ON), key=key())
    await admin.decide(order.id, item_id, approve(), key=key())
    world.workflows.effects = None
    later = MoveStart(start_on=date(2023, 1, 20))
    assert not (await admin.move_start(order.id, item_id, later, key=key())).applied
    with pytest.raises(ItemIsNotOpenForDecision, match="still being carried out"):
        await admin.move_start(order.id, item_id, later, key=key())


async def test_cancelling_decides_every_open_item_once(world: World) -> None:
    carry_out(world)
    customer = await world.customer()
    order = (await world.request(customer, item_count=2)).order
    await world.admin().decide(order.id, order.items[0].id, approve(), key=key())
    cancelled = await customer.cancel_order(order.id, key=key())
    assert [item.state for item in cancelled.items] == ["approved", "cancelled"]
    assert cancelled.status == "completed"
    with pytest.raises(OrderCannotBeCancelled):
        await customer.cancel_order(order.id, key=key())


async def test_cancelling_a_paid_order_credits_it_in_full(world: World) -> None:
    carry_out(world)
    customer = await world.customer()
    order = await world.paid(customer)
    assert (await customer.cancel_order(order.id, key=key())).status == "cancelled"
    assert world.workflows.decided[0][1].documents == "full_credit"


async def test_foreign_admins_and_customers_find_nothing(world: World) -> None:
    order = (await world.request(await world.customer())).order
    item_id = order.items[0].id
    stranger, other_admin = await world.customer(), world.admin(partner_id=9)
    with pytest.raises(ObjectIsNotFound):
        await other_admin.decide(order.id, item_id, approve(), key=key())
    with pytest.raises(ObjectIsNotFound):
        await world.admin().decide(order.id, "itm_unknown", approve(), key=key())
    with pytest.raises(ActionIsNotAllowed):
        await stranger.decide(order.id, item_id, approve(), key=key())
    for foreign in (stranger, other_admin):
        with pytest.raises(ObjectIsNotFound):
            await foreign.order(order.id)
        assert (await foreign.orders(customer_id=order.customer_id)).items == []
        assert (await foreign.subscriptions(customer_id=order.customer_id)).items == []
    with pytest.raises(ObjectIsNotFound):
        await stranger.cancel_order(order.id, key=key())
    assert (await world.acting(OPERATOR).order(order.id)).id == order.id


async def test_lists_go_on_where_the_page_before_ended(world: World) -> None:
    customer = await world.customer()
    placed = [(await world.request(customer)).order.id for _ in range(3)]
    first = await customer.orders(limit=2)
    second = await customer.orders(limit=2, cursor=first.next_cursor)
    assert [order.id for order in [*first.items, *second.items]] == placed[::-1]
    assert second.next_cursor is None
    assert len((await world.admin().orders(status="waiting_for_approval")).items) == 3
    assert (await world.admin().orders(status="completed")).items == []


async def test_a_waiting_confirmation_is_for_the_staff_to_see(world: World) -> None:
    customer = await world.customer()
    await world.paid(customer)
    mine = customer._actor.id
    (seen,) = (await world.admin().subscriptions(customer_id=mine)).items
    assert (seen.state, seen.confirmation_waiting) == ("active", True)
    (own,) = (await customer.subscriptions()).items
    assert (own.state, own.confirmation_waiting) == ("active", False)
