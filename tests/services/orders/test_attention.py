"""Orders that a person must look at: who flags them, who solves it, and what goes on meanwhile."""

import asyncio

import pytest

from contracts.actors import Actor
from contracts.orders import NothingNeedsAttention, OrderView, SolveAttention
from contracts.problems import ActionIsNotAllowed, ObjectIsNotFound
from contracts.recording import OrderProgress, RecordAttention, RecordPaymentResult
from tests.services.orders.audited import actions, twice
from tests.services.orders.world import World, key

pytestmark = pytest.mark.engines
MISMATCH = RecordPaymentResult(attempt=1, outcome="mismatch", detail="Captured 1 EUR of 31.")
PAYMENTS = Actor(kind="system", id="payments")
SOLVED = SolveAttention(note="The gateway had a wrong price list.")


async def test_a_payment_that_does_not_match_flags_the_order_once(world: World) -> None:
    order = (await world.upfront(await world.customer())).order
    progress = (
        await twice(world, order.id, lambda: world.system.record_payment_result(order.id, MISMATCH))
    ).progress
    assert progress.status == "needs_attention"
    assert set(progress.items.values()) == {"payment_failed"}
    seen = await world.admin().order(order.id)
    assert seen.attention_reason == "Captured 1 EUR of 31."
    assert "operator" in seen.waits_for[0].text
    listed = (await world.admin().orders(status="needs_attention")).items
    assert order.id in [one.id for one in listed]


async def test_the_customer_goes_on_after_a_mismatch(world: World) -> None:
    customer = await world.customer()
    order = (await world.upfront(customer)).order
    await world.system.record_payment_result(order.id, MISMATCH)
    failed = await customer.payment_page(order.id)
    assert failed.outcome == "payment_failed"
    assert "Nothing was charged" not in failed.message.text

    again = await customer.try_payment_again(order.id, key=key())

    assert again.order.payment_attempt == 2
    await world.captured(order.id, attempt=2)
    paid = await world.admin().order(order.id)
    assert [item.state for item in paid.items] == ["awaiting_confirmation"]
    assert paid.status == "needs_attention"


async def test_a_mismatch_of_an_outdated_attempt_leaves_the_newer_one_alone(world: World) -> None:
    customer = await world.customer()
    order = (await world.upfront(customer)).order
    await world.failed(order.id)
    await customer.try_payment_again(order.id, key=key())

    progress = (await world.system.record_payment_result(order.id, MISMATCH)).progress

    assert progress.status == "needs_attention"
    assert set(progress.items.values()) == {"awaiting_payment"}


async def test_a_mismatch_that_is_read_again_does_not_undo_what_was_solved(world: World) -> None:
    order = await _mismatched(world)
    await world.admin().solve_attention(order.id, SOLVED, key=key())
    progress = (await world.system.record_payment_result(order.id, MISMATCH)).progress
    assert progress.status == "waiting_for_payment"


async def test_the_workflow_flags_and_solves_without_being_told_of_it(world: World) -> None:
    order = (await world.request(await world.customer())).order

    async def note(reason: str | None) -> OrderProgress:
        command = RecordAttention(reason=reason)
        return await twice(
            world, order.id, lambda: world.system.record_attention(order.id, command)
        )

    assert (await note("Stuck.")).status == "needs_attention"
    assert (await note(None)).status == "waiting_for_approval"
    assert world.workflows.looks == []


async def test_the_workflow_takes_back_its_own_reason_and_leaves_the_others(world: World) -> None:
    order = (await world.request(await world.customer())).order
    await world.system.record_attention(order.id, RecordAttention(reason="Stuck."))
    failed = RecordAttention(reason="The refund failed.", key=f"refund/ref_{order.id}/0")
    await world.acting(PAYMENTS).record_attention(order.id, failed)

    solved = RecordAttention(solved="Stuck.")
    left = await twice(world, order.id, lambda: world.system.record_attention(order.id, solved))

    assert left.status == "needs_attention"
    assert (await world.admin().order(order.id)).attention_reason == "The refund failed."
    newest = (await world.admin().audit(order.id)).items[0]
    assert (newest.action, newest.reason) == ("attention_solved", "Solved: Stuck.")
    last = RecordAttention(solved="The refund failed.")
    assert (await world.system.record_attention(order.id, last)).status == "waiting_for_approval"


async def test_a_reason_that_a_person_has_solved_takes_no_other_with_it(world: World) -> None:
    order = await _mismatched(world)
    late = RecordAttention(solved="Stuck.")
    assert (await world.system.record_attention(order.id, late)).status == "needs_attention"
    assert (await world.admin().order(order.id)).attention_reason == "Captured 1 EUR of 31."


async def test_others_flag_once_a_cause_and_the_workflow_is_told(world: World) -> None:
    order = await world.paid(await world.customer())
    payments = world.acting(PAYMENTS)
    failed = RecordAttention(reason="The refund failed.", key=f"refund/ref_{order.id}/0")
    await twice(world, order.id, lambda: payments.record_attention(order.id, failed))
    assert world.workflows.looks == [order.id]
    await world.admin().solve_attention(order.id, SOLVED, key=key())

    late_copy = await payments.record_attention(order.id, failed)

    assert late_copy.status == "waiting_for_approval"


async def test_what_nobody_has_looked_at_is_not_pushed_aside(world: World) -> None:
    order = await _mismatched(world)
    failed = RecordAttention(reason="The refund failed.", key=f"refund/ref_{order.id}/0")
    await world.acting(PAYMENTS).record_attention(order.id, failed)
    seen = await world.admin().order(order.id)
    assert seen.attention_reason == "Captured 1 EUR of 31. The refund failed."


async def test_an_admin_solves_it_once_and_says_what_was_done(world: World) -> None:
    order = await _mismatched(world)
    admin, same = world.admin(), key()

    first = await admin.solve_attention(order.id, SOLVED, key=same)

    assert (first.status, first.attention_reason) == ("waiting_for_payment", None)
    await world.lose_answers()
    assert await admin.solve_attention(order.id, SOLVED, key=same) == first
    assert world.workflows.looks == [order.id]
    newest = (await admin.audit(order.id)).items[0]
    assert (newest.actor, newest.action) == ("admin/ada", "attention_solved")
    assert newest.reason.startswith(SOLVED.note)
    assert "Captured 1 EUR of 31." in newest.reason
    assert (await actions(world, order.id)).count("attention_solved") == 1


async def test_of_two_admins_one_solves_it(world: World) -> None:
    order = await _mismatched(world)
    answers = await asyncio.gather(
        *(world.admin(name).solve_attention(order.id, SOLVED, key=key()) for name in ("a", "b")),
        return_exceptions=True,
    )
    assert {type(answer) for answer in answers} == {OrderView, NothingNeedsAttention}


async def test_only_staff_of_the_partner_solve(world: World) -> None:
    customer = await world.customer()
    order = (await world.upfront(customer)).order
    await world.system.record_payment_result(order.id, MISMATCH)
    with pytest.raises(ActionIsNotAllowed):
        await customer.solve_attention(order.id, SOLVED, key=key())
    with pytest.raises(ObjectIsNotFound):
        await world.admin(partner_id=98).solve_attention(order.id, SOLVED, key=key())


async def _mismatched(world: World) -> OrderView:
    order = (await world.upfront(await world.customer())).order
    await world.system.record_payment_result(order.id, MISMATCH)
    return order
