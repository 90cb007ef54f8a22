"""Orders that a person must look at: who flags them, who solves it, and what goes on meanwhile."""

import asyncio

import pytest
from pydantic import ValidationError
from sqlalchemy import select

from contracts.actors import Actor
from contracts.message import Language
from contracts.orders import NothingNeedsAttention, OrderView, SolveAttention
from contracts.problems import ActionIsNotAllowed, ObjectIsNotFound
from contracts.recording import OrderProgress, RecordAttention, RecordPaymentResult
from contracts.said import said
from services.orders.tables import attention_flags
from tests.services.orders.audited import actions, twice
from tests.services.orders.world import World, key

pytestmark = pytest.mark.engines
MISMATCH = RecordPaymentResult(
    attempt=1, outcome="mismatch", detail=said("others.words", words="Captured 1 EUR of 31.")
)
PAYMENTS = Actor(kind="system", id="payments")
STUCK = RecordAttention(said=said("object-is-not-found", what="invoice"), key="step/1")
FAILED = RecordAttention(
    said=said(
        "attention.refund",
        outcome="failed",
        refund_id="ref_1",
        amount_minor=3_100,
        currency="EUR",
        why="No such card.",
    ),
    key="refund/ref_1/0",
    source="payments",
    signals=True,
)
SOLVED = SolveAttention(note="The gateway had a wrong price list.")


async def test_a_payment_that_does_not_match_flags_the_order_once(world: World) -> None:
    order = (await world.upfront(await world.customer())).order
    progress = (
        await twice(world, order.id, lambda: world.system.record_payment_result(order.id, MISMATCH))
    ).progress
    assert progress.status == "needs_attention"
    assert set(progress.items.values()) == {"payment_failed"}
    seen = await world.admin().order(order.id)
    [flag] = seen.attention
    assert (flag.source, flag.key, flag.raised_by) == ("orders", "mismatch/1", "system/worker")
    assert flag.why.text == "Attempt 1 does not match the order: Captured 1 EUR of 31."
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

    async def note(command: RecordAttention) -> OrderProgress:
        return await twice(
            world, order.id, lambda: world.system.record_attention(order.id, command)
        )

    assert (await note(STUCK)).status == "needs_attention"
    assert (await note(RecordAttention(solved=["step/1"]))).status == "waiting_for_approval"
    assert world.workflows.looks == []


async def test_the_workflow_takes_back_its_own_flag_and_leaves_the_others(world: World) -> None:
    order = (await world.request(await world.customer())).order
    also_stuck = STUCK.model_copy(update={"key": "step/2"})  # another step, in the same words
    for stuck in (STUCK, also_stuck):
        await world.system.record_attention(order.id, stuck)
    await world.acting(PAYMENTS).record_attention(order.id, FAILED)

    solved = RecordAttention(solved=["step/1"])
    left = await twice(world, order.id, lambda: world.system.record_attention(order.id, solved))

    assert left.status == "needs_attention"
    assert await _flags(world, order) == [also_stuck.key, FAILED.key]
    newest = (await world.admin().audit(order.id)).items[0]
    assert newest.action == "attention_solved"
    assert newest.reason.text.startswith("Solved: There is no such invoice.")
    last = RecordAttention(solved=["refund/ref_1/0"])
    await world.system.record_attention(order.id, last)
    assert await _flags(world, order) == [also_stuck.key]


async def test_a_flag_that_a_person_has_solved_takes_no_other_with_it(world: World) -> None:
    order = await _mismatched(world)
    late = RecordAttention(solved=["step/1"])
    assert (await world.system.record_attention(order.id, late)).status == "needs_attention"
    assert await _flags(world, order) == ["mismatch/1"]


async def test_a_step_that_flags_late_does_not_undo_what_a_person_has_solved(world: World) -> None:
    order = (await world.request(await world.customer())).order
    await world.system.record_attention(order.id, STUCK)
    await world.admin().solve_attention(order.id, SOLVED, key=key())
    again = await world.system.record_attention(order.id, STUCK)
    assert again.status == "waiting_for_approval"


async def test_others_flag_once_a_cause_and_the_workflow_is_told(world: World) -> None:
    order = await world.paid(await world.customer())
    payments = world.acting(PAYMENTS)
    await twice(world, order.id, lambda: payments.record_attention(order.id, FAILED))
    assert world.workflows.looks == [order.id]
    await world.admin().solve_attention(order.id, SOLVED, key=key())

    late_copy = await payments.record_attention(order.id, FAILED)

    assert late_copy.status == "waiting_for_approval"


async def test_what_nobody_has_looked_at_is_not_pushed_aside(world: World) -> None:
    order = await _mismatched(world)
    await world.acting(PAYMENTS).record_attention(order.id, FAILED)
    assert await _flags(world, order) == ["mismatch/1", FAILED.key]


async def test_two_that_flag_at_the_same_time_are_both_heard(world: World) -> None:
    order = (await world.request(await world.customer())).order
    flags = [FAILED.model_copy(update={"key": f"refund/ref_1/{n}"}) for n in range(5)]
    twice_each = [world.system.record_attention(order.id, flag) for flag in flags * 2]
    await asyncio.gather(*twice_each)
    assert sorted(await _flags(world, order)) == [flag.key for flag in flags]
    assert (await actions(world, order.id)).count("needs_attention") == 5


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "The refund ref_1 of €31.00 failed: No such card."),
        ("de", "Die Erstattung ref_1 über 31,00\xa0€ ist fehlgeschlagen: No such card."),
        ("fr", "Le remboursement ref_1 de 31,00\xa0€ a échoué : No such card."),
    ],
)
async def test_a_flag_speaks_the_language_of_who_reads_it(
    world: World, language: Language, words: str
) -> None:
    customer = await world.customer()
    order = (await world.request(customer)).order
    await world.acting(PAYMENTS).record_attention(order.id, FAILED)
    [flag] = (await world.admin().speaking(language).order(order.id)).attention
    assert (flag.source, flag.why.text) == ("payments", words)
    assert (await customer.speaking(language).order(order.id)).attention == []


async def test_it_is_kept_who_raised_a_flag_and_who_solved_it(world: World) -> None:
    order = await _mismatched(world)
    await world.admin().solve_attention(order.id, SOLVED, key=key())
    async with world.database.begin() as connection:
        wanted = select(attention_flags).where(attention_flags.c.order_id == order.id)
        flag = (await connection.execute(wanted)).one()
    assert (flag.raised_by, flag.solved_by, flag.solution) == (
        "system/worker",
        "admin/ada",
        SOLVED.note,
    )
    assert flag.raised_at <= flag.solved_at


async def test_what_flags_an_order_has_a_key() -> None:
    with pytest.raises(ValidationError):
        RecordAttention(said=FAILED.said)


async def test_an_admin_solves_it_once_and_says_what_was_done(world: World) -> None:
    order = await _mismatched(world)
    admin, same = world.admin(), key()

    first = await admin.solve_attention(order.id, SOLVED, key=same)

    assert (first.status, first.attention) == ("waiting_for_payment", [])
    await world.lose_answers()
    assert await admin.solve_attention(order.id, SOLVED, key=same) == first
    assert world.workflows.looks == [order.id]
    newest = (await admin.audit(order.id)).items[0]
    assert (newest.actor, newest.action) == ("admin/ada", "attention_solved")
    assert newest.reason.text.startswith(SOLVED.note)
    assert "Captured 1 EUR of 31." in newest.reason.text
    assert (await actions(world, order.id)).count("attention_solved") == 1


async def test_a_step_that_is_repeated_solves_nothing_that_was_flagged_since(world: World) -> None:
    order = (await world.request(await world.customer())).order
    seen = (await world.system.record_attention(order.id, STUCK)).flags
    await world.system.record_attention(order.id, RecordAttention(solved=seen))
    await world.acting(PAYMENTS).record_attention(order.id, FAILED)
    again = await world.system.record_attention(order.id, RecordAttention(solved=seen))
    assert again.flags == await _flags(world, order) == [FAILED.key]


async def test_an_admin_solves_what_was_seen_and_nothing_that_was_flagged_since(
    world: World,
) -> None:
    order = await _mismatched(world)
    admin, same = world.admin(), key()
    solved = SOLVED.model_copy(update={"keys": await _flags(world, order)})
    await world.acting(PAYMENTS).record_attention(order.id, FAILED)

    first = await admin.solve_attention(order.id, solved, key=same)
    await world.lose_answers()
    again = await admin.solve_attention(order.id, solved, key=same)

    assert [flag.key for flag in first.attention] == [FAILED.key]
    assert again == first
    with pytest.raises(NothingNeedsAttention):
        await admin.solve_attention(order.id, solved, key=key())


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


async def _flags(world: World, order: OrderView) -> list[str]:
    """The keys of those that nobody has solved, oldest first."""
    return [flag.key for flag in (await world.admin().order(order.id)).attention]


async def _mismatched(world: World) -> OrderView:
    order = (await world.upfront(await world.customer())).order
    await world.system.record_payment_result(order.id, MISMATCH)
    return order
