"""What changes an order counts up its revision, and who decides on an older one is told."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest

from contracts.actors import Actor
from contracts.decisions import Decide, ItemIsAlreadyDecided, MoveStart, OrderHasChanged
from contracts.message import Language
from contracts.orders import OrderCannotBeCancelled, OrderView
from contracts.problems import Problem
from contracts.recording import RecordPaymentResult
from tests.services.orders.test_attention import MISMATCH, SOLVED
from tests.services.orders.test_deciding import carry_out
from tests.services.orders.world import PAID_ON, World, key

pytestmark = pytest.mark.engines


def approve(seen: int | None = None) -> Decide:
    return Decide(verdict="approve", start_on=PAID_ON, expected_revision=seen)


async def refused(deciding: Awaitable[object]) -> Problem:
    with pytest.raises(Problem) as caught:
        await deciding
    return caught.value


async def test_each_change_counts_and_reading_does_not(world: World) -> None:
    carry_out(world)
    customer, admin = await world.customer(), world.admin()
    order = (await world.upfront(customer)).order
    seen = [order.revision]

    async def note(change: Awaitable[object]) -> None:
        await change
        reads = {(await admin.order(order.id)).revision for _ in range(2)}
        seen.extend(reads)

    await note(world.system.record_payment_result(order.id, MISMATCH))
    await note(admin.solve_attention(order.id, SOLVED, key=key()))
    await note(customer.try_payment_again(order.id, key=key()))
    await note(world.captured(order.id, attempt=2))
    await note(admin.decide(order.id, order.items[0].id, approve(), key=key()))
    assert seen == [1, 2, 3, 4, 5, 7]  # a decision, and that it was carried out


async def test_what_changes_nothing_leaves_the_revision(world: World) -> None:
    order = await world.paid(await world.customer())
    again = RecordPaymentResult(attempt=1, outcome="captured", paid_on=PAID_ON)
    await world.system.record_payment_result(order.id, again)
    assert (await world.admin().order(order.id)).revision == order.revision


async def test_a_request_waits_from_its_placing_and_what_is_decided_no_more(world: World) -> None:
    customer, admin = await world.customer(), world.admin()
    order = (await world.request(customer, item_count=2)).order
    read = await admin.order(order.id)
    placed_at, policy = world.clock.at, read.policy
    due = placed_at + timedelta(seconds=policy.approval_escalation_after_seconds)
    ends = placed_at + timedelta(seconds=policy.approval_expires_after_seconds)
    assert (read.waiting_since, read.decision_due_at, read.expires_at) == (placed_at, due, ends)
    world.clock.at += timedelta(hours=1)
    await admin.decide(order.id, order.items[0].id, approve(), key=key())
    assert (await admin.order(order.id)).waiting_since == placed_at
    await admin.decide(order.id, order.items[1].id, approve(), key=key())
    read = await admin.order(order.id)
    assert (read.waiting_since, read.decision_due_at, read.expires_at) == (None, None, None)


async def test_a_paid_order_waits_from_its_payment_and_never_expires(world: World) -> None:
    order = (await world.upfront(await world.customer())).order
    assert order.waiting_since is None
    world.clock.at += timedelta(hours=1)
    await world.captured(order.id)
    read = await world.admin().order(order.id)
    assert (read.waiting_since, read.expires_at) == (world.clock.at, None)
    assert read.decision_due_at is not None


async def test_a_customer_does_not_read_until_when_staff_is_to_decide(world: World) -> None:
    order = (await world.request(await world.customer())).order
    assert order.decision_due_at is None
    assert order.expires_at is not None


async def test_who_decides_on_an_older_revision_is_told_who_decided_what_and_when(
    world: World,
) -> None:
    order = (await world.request(await world.customer(), item_count=2)).order
    first, second = (item.id for item in order.items)
    stale = approve(order.revision)
    await world.admin("bea").decide(order.id, first, stale, key=key())

    refusal = await refused(world.admin().decide(order.id, second, stale, key=key()))

    assert isinstance(refusal, OrderHasChanged)
    now = await world.admin().order(order.id)
    assert refusal.facts == {
        "revision": now.revision,
        "decided_by": "admin/bea",
        "verdict": "approve",
        "decided_at": world.clock.at.isoformat(),
        "time_zone": "UTC",
    }
    decided = await world.admin().decide(order.id, second, approve(now.revision), key=key())
    assert decided.decision.decided_by == "admin/ada"


async def test_a_retry_of_what_was_decided_is_not_stale(world: World) -> None:
    order, same = (await world.request(await world.customer())).order, key()
    deciding = (order.id, order.items[0].id, approve(order.revision))
    first = await world.admin().decide(*deciding, key=same)
    await world.lose_answers()
    assert (await world.admin().decide(*deciding, key=same)).decision == first.decision


async def test_a_change_that_nobody_decided_is_stale_too(world: World) -> None:
    order = await world.paid(await world.customer())
    await world.system.record_payment_result(order.id, MISMATCH)
    stale = approve(order.revision)
    refusal = await refused(world.admin().decide(order.id, order.items[0].id, stale, key=key()))
    assert isinstance(refusal, OrderHasChanged)
    assert refusal.facts["decided_by"] is None
    assert "nobody has decided it" in refusal.detail


async def test_a_start_is_moved_only_as_it_was_seen(world: World) -> None:
    carry_out(world)
    order, admin = await world.paid(await world.customer()), world.admin()
    item_id = order.items[0].id
    seen = (await admin.decide(order.id, item_id, approve(), key=key())).order.revision
    later = PAID_ON + timedelta(days=3)
    move = MoveStart(start_on=later, expected_revision=seen)
    await world.admin("bea").move_start(order.id, item_id, move, key=key())
    refusal = await refused(admin.move_start(order.id, item_id, move, key=key()))
    assert isinstance(refusal, OrderHasChanged)
    assert refusal.facts["decided_by"] == "admin/bea"


Decider = Callable[[World, OrderView], Awaitable[object]]


async def _cancels(world: World, order: OrderView) -> None:
    whose = Actor(kind="customer", id=order.customer_id, partner_id=world.partner_id)
    await world.acting(whose).cancel_order(order.id, key=key())


async def _approves(world: World, order: OrderView) -> None:
    await world.admin("bea").decide(order.id, order.items[0].id, approve(), key=key())


async def _rejects(world: World, order: OrderView) -> None:
    reject = Decide(verdict="reject", reason="No line.")
    await world.admin("bea").decide(order.id, order.items[0].id, reject, key=key())


async def _expires(world: World, order: OrderView) -> None:
    await world.system.expire(order.id)


TOLD_TO_ADMINS: dict[tuple[Decider, Language], str] = {
    (_approves, "en"): "admin/bea approved this item at ",
    (_approves, "de"): "admin/bea hat diese Position am ",
    (_approves, "fr"): "admin/bea a approuvé cet article le ",
    (_rejects, "en"): "admin/bea rejected this item at ",
    (_cancels, "en"): "The customer cancelled this item at ",
    (_cancels, "de"): "Der Kunde hat diese Position am ",
    (_cancels, "fr"): "Le client a annulé cet article le ",
    (_expires, "en"): "This item expired at ",
    (_expires, "de"): "Diese Position ist am ",
    (_expires, "fr"): "Cet article a expiré le ",
}


@pytest.mark.parametrize(("first", "language"), TOLD_TO_ADMINS)
async def test_an_admin_who_comes_too_late_is_told_who_did_what(
    world: World, first: Decider, language: Language
) -> None:
    order = (await world.request(await world.customer())).order
    await first(world, order)
    late = world.admin().speaking(language)
    refusal = await refused(late.decide(order.id, order.items[0].id, approve(1), key=key()))
    assert isinstance(refusal, ItemIsAlreadyDecided)
    assert refusal.detail.startswith(TOLD_TO_ADMINS[first, language])
    assert refusal.facts["decided_at"] == world.clock.at.isoformat()


TOLD_TO_CUSTOMERS: dict[tuple[Decider, Language], tuple[str, str]] = {
    (_approves, "en"): ("admin", "Your provider approved this order at "),
    (_approves, "de"): ("admin", "Ihr Anbieter hat diese Bestellung am "),
    (_approves, "fr"): ("admin", "Votre fournisseur a approuvé cette commande le "),
    (_rejects, "en"): ("admin", "Your provider rejected this order at "),
    (_expires, "en"): ("system", "This order expired at "),
}


@pytest.mark.parametrize(("first", "language"), TOLD_TO_CUSTOMERS)
async def test_a_customer_who_cancels_too_late_is_told_what_but_no_name(
    world: World, first: Decider, language: Language
) -> None:
    customer = await world.customer()
    order = (await world.request(customer)).order
    await first(world, order)
    refusal = await refused(customer.speaking(language).cancel_order(order.id, key=key()))
    assert isinstance(refusal, OrderCannotBeCancelled)
    winner, words = TOLD_TO_CUSTOMERS[first, language]
    assert refusal.facts["winner"] == winner
    assert refusal.detail.startswith(words)
    assert "bea" not in f"{refusal.detail}{refusal.facts}"
