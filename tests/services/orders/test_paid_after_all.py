"""The customer pays and switches to a request at once: money that came counts for what is undecided
or approved, from its own day; for what is rejected it goes back."""

from datetime import UTC, date, datetime, timedelta

import pytest

from contracts.decisions import Decide, MoveStart, StartDateIsRefused
from contracts.recording import ApplyDecision, RecordPaymentResult
from tests.services.orders.audited import twice
from tests.services.orders.world import PAID_ON, World, key

pytestmark = pytest.mark.engines


async def test_a_payment_that_came_before_the_switch_to_a_request_counts(world: World) -> None:
    customer = await world.customer()
    order = (await world.upfront(customer)).order
    await customer.switch_to_request(order.id, key=key())

    await world.captured(order.id)

    paid = await customer.order(order.id)
    assert (paid.path, paid.items[0].state) == ("upfront", "awaiting_confirmation")
    assert [s.state for s in (await customer.subscriptions()).items] == ["active"]


@pytest.mark.parametrize("early_days", [0, 30])
async def test_a_payment_that_came_before_the_approval_of_the_switch_counts(
    world: World, early_days: int
) -> None:
    world.clock.at = datetime(2023, 1, 3, 12, tzinfo=UTC)
    customer, admin = await world.customer(), world.admin()
    order = (await world.upfront(customer)).order
    await customer.switch_to_request(order.id, key=key())
    decided = PAID_ON - timedelta(days=early_days)
    approve, item_id = Decide(verdict="approve", start_on=decided), order.items[0].id
    made = await admin.decide(order.id, item_id, approve, key=key())

    result = RecordPaymentResult(attempt=1, outcome="captured", paid_on=PAID_ON)
    await twice(world, order.id, lambda: world.system.record_payment_result(order.id, result))
    await twice(
        world,
        order.id,
        lambda: world.system.record_applied(order.id, made.decision.id, ApplyDecision()),
    )

    paid = await customer.order(order.id)
    assert (paid.path, paid.items[0].state, paid.items[0].start_on) == (
        "upfront",
        "approved",
        PAID_ON,
    )
    (service,) = (await customer.subscriptions()).items
    assert (service.state, service.start_on) == ("active", PAID_ON)
    told = {entry.action: entry.reason.text for entry in (await admin.audit(order.id)).items}
    assert told["payment_counted"].endswith("It counts for what was approved while it came.")
    assert "late_payment" not in told
    changed = "service starts on 1 January 2023" in told["approved_for_now"]
    assert changed is bool(early_days)
    earlier = MoveStart(start_on=PAID_ON - timedelta(days=1))
    with pytest.raises(StartDateIsRefused, match="before the payment date 1 January 2023"):
        await admin.move_start(order.id, item_id, earlier, key=key())


async def test_a_paid_item_that_was_approved_for_later_may_come_back_to_its_payment(
    world: World,
) -> None:
    customer, admin = await world.customer(), world.admin()
    order = (await world.upfront(customer)).order
    await customer.switch_to_request(order.id, key=key())
    later, item_id = Decide(verdict="approve", start_on=date(2023, 1, 14)), order.items[0].id
    made = await admin.decide(order.id, item_id, later, key=key())
    await world.captured(order.id)
    await world.system.record_applied(order.id, made.decision.id, ApplyDecision())
    # The invoice charges from the payment date, not from the day that was approved.
    moved = await admin.move_start(order.id, item_id, MoveStart(start_on=PAID_ON), key=key())
    assert moved.decision.start_on == PAID_ON


async def test_of_what_is_rejected_while_the_money_comes_it_goes_back(world: World) -> None:
    customer = await world.customer()
    order = (await world.upfront(customer)).order
    await customer.switch_to_request(order.id, key=key())
    reject = Decide(verdict="reject", reason="No line to this address.")
    await world.admin().decide(order.id, order.items[0].id, reject, key=key())
    await world.captured(order.id)
    [late] = [
        entry.reason.text
        for entry in (await world.admin().audit(order.id)).items
        if entry.action == "late_payment"
    ]
    assert late.endswith("payments gives it back.")
