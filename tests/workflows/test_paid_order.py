"""An order paid upfront: from the payment page to the confirmed service."""

import pytest

from tests.workflows.conftest import StartOrder

pytestmark = pytest.mark.engines


@pytest.mark.scenario("paid-and-confirmed")
async def test_is_active_when_the_money_comes_and_completed_when_confirmed(
    start_order: StartOrder,
) -> None:
    order = await start_order()
    await order.until_open()
    await order.settle()
    await order.until_in("it_1", "awaiting_confirmation")

    assert await order.workflows.apply_decision(
        order.id, order.world.decide("it_1"), wait_seconds=9
    )

    assert await order.handle.result() == "completed"
    assert order.world.effects == [
        "page 1",
        "activate paid",
        "notify payment",
        "approved it_1",
        "notify decision dec_approve_it_1_1",
    ]


@pytest.mark.scenario("paid-and-credited")
async def test_issues_the_credit_note_before_the_service_changes(start_order: StartOrder) -> None:
    order = await start_order()
    await order.settle()
    await order.until_in("it_1", "awaiting_confirmation")

    shifted = order.world.decide("it_1", documents="credit")
    await order.workflows.apply_decision(order.id, shifted, wait_seconds=9)

    assert await order.handle.result() == "completed"
    effects = order.world.effects
    assert effects.index("credit it_1 1") < effects.index("approved it_1")


async def test_tells_of_the_payment_before_the_decision_also_when_mail_was_down(
    start_order: StartOrder,
) -> None:
    order = await start_order()
    order.world.down.add("notify")
    order.world.notifications_are_down = True
    await order.settle()
    await order.until(lambda: order.world.tries["notify"] > 0)

    order.world.notifications_are_down = False
    assert await order.workflows.apply_decision(
        order.id, order.world.decide("it_1"), wait_seconds=9
    )
    assert not [effect for effect in order.world.effects if effect.startswith("notify")]

    order.world.down.clear()
    assert await order.handle.result() == "completed"
    notified = [effect for effect in order.world.effects if effect.startswith("notify")]
    assert notified == ["notify payment 1", "notify decision dec_approve_it_1_1"]


@pytest.mark.scenario("paid-without-a-hint")
async def test_finds_out_by_itself_when_every_hint_is_lost(start_order: StartOrder) -> None:
    order = await start_order()
    await order.until_open()
    order.world.captured = 1

    await order.fast_forward(minutes=2)

    await order.until_in("it_1", "awaiting_confirmation")


async def test_looks_an_unknown_payment_up_ever_more_slowly(start_order: StartOrder) -> None:
    order = await start_order(payment_hours=480)
    await order.until_open()

    await order.fast_forward(hours=3)
    await order.until(lambda: order.world.tries["settle"] == 5)  # 1, 5, 15 min, 1 h, 1 h

    assert order.world.items == {"it_1": "awaiting_payment"}, "unknown is never failed"


@pytest.mark.scenario("declined-and-tried-again")
async def test_may_be_tried_again_after_a_decline(start_order: StartOrder) -> None:
    order = await start_order()
    await order.settle(captured=False)
    await order.until_in("it_1", "payment_failed")

    await order.pay_again(2)
    assert order.world.effects[-1] == "page 2"
    await order.settle(attempt=2)

    await order.until_in("it_1", "awaiting_confirmation")


async def test_a_late_decline_of_an_old_attempt_changes_nothing(start_order: StartOrder) -> None:
    order = await start_order()
    await order.until_open()
    await order.pay_again(2)
    await order.settle(captured=False, attempt=1)
    await order.settle(attempt=2)

    await order.until_in("it_1", "awaiting_confirmation")
    assert "notify failed 1" not in order.world.effects


async def test_a_new_attempt_may_have_longer_than_the_order_had_left(
    start_order: StartOrder,
) -> None:
    order = await start_order(payment_hours=3)
    await order.settle(captured=False)
    await order.until_in("it_1", "payment_failed")

    await order.pay_again(2, payment_seconds=14 * 3_600)
    await order.fast_forward(hours=13)
    assert "expired it_1" not in order.world.effects
    await order.fast_forward(hours=2)

    assert await order.handle.result() == "expired"


@pytest.mark.scenario("never-paid")
async def test_expires_when_nobody_pays(start_order: StartOrder) -> None:
    order = await start_order(payment_hours=2)
    await order.until_open()

    await order.fast_forward(hours=3)

    assert await order.handle.result() == "expired"
    effects = order.world.effects
    assert effects.index("close payment") < effects.index("expired it_1")


@pytest.mark.scenario("cancelled-as-the-money-came")
async def test_money_that_comes_with_the_cancellation_is_given_back(
    start_order: StartOrder,
) -> None:
    order = await start_order()
    await order.until_read()
    order.world.captured = 1  # paid in another tab; no hint has come yet

    cancelled = order.world.decide("it_1", "cancel")
    order.world.down.add("settle")
    await order.workflows.apply_decision(order.id, cancelled, wait_seconds=0)
    await order.until(lambda: order.world.tries["settle"] > 1)
    order.world.down.clear()

    await order.handle.result()
    assert order.world.items["it_1"] == "cancelled"
    assert "credit it_1 1" in order.world.effects


@pytest.mark.scenario("switched-to-a-request")
async def test_the_customer_may_switch_to_a_request(start_order: StartOrder) -> None:
    order = await start_order()
    await order.until_open()
    order.world.items["it_1"] = "awaiting_approval"  # what orders records with the switch
    await order.workflows.switch_to_request(order.id)
    await order.until(lambda: "notify received" in order.world.effects)

    approved = order.world.decide("it_1", documents="invoice")
    await order.workflows.apply_decision(order.id, approved, wait_seconds=9)

    assert await order.handle.result() == "completed"
    assert order.world.count("close payment") == 1


@pytest.mark.scenario("cancelled-while-the-gateway-is-down")
async def test_a_cancellation_does_not_wait_for_a_gateway_that_is_down(
    start_order: StartOrder,
) -> None:
    order = await start_order()
    order.world.down.add("open_payment")
    await order.until(lambda: order.world.tries["open_payment"] > 0)

    cancelled = order.world.decide("it_1", "cancel")
    assert await order.workflows.apply_decision(order.id, cancelled, wait_seconds=9)

    assert await order.handle.result() == "cancelled"


async def test_a_cancellation_needs_no_attempt_that_payments_never_heard_of(
    start_order: StartOrder,
) -> None:
    order = await start_order()
    order.world.down.add("open_payment")
    order.world.refused.add("settle")  # as payments answers for an attempt that it does not know
    await order.until(lambda: order.world.tries["open_payment"] > 0)

    cancelled = order.world.decide("it_1", "cancel")
    assert await order.workflows.apply_decision(order.id, cancelled, wait_seconds=9)

    assert await order.handle.result() == "cancelled"
    assert order.world.attention == []


async def test_a_refused_message_does_not_lose_the_payment_page(start_order: StartOrder) -> None:
    order = await start_order()
    order.world.down.add("open_payment")
    await order.until(lambda: order.world.tries["open_payment"] > 0)
    await order.handle.signal("aprove", "it")
    await order.until(lambda: order.world.tries["record_refusal"] > 0)
    order.world.down.clear()

    await order.until_open()
    await order.settle()
    await order.until_in("it_1", "awaiting_confirmation")


async def test_a_new_attempt_wanted_before_the_last_result_was_read_is_opened(
    start_order: StartOrder,
) -> None:
    order = await start_order()
    await order.until_open()
    order.world.down.add("settle")  # the worker dies after it told orders that attempt 1 failed
    await order.settle(captured=False)
    await order.until(lambda: order.world.tries["settle"] > 0)
    order.world.newest_attempt = 2
    await order.workflows.pay_again(order.id, 2)
    order.world.down.clear()

    await order.until_open(2)
    await order.settle(attempt=2)
    await order.until_in("it_1", "awaiting_confirmation")


async def test_an_approval_that_overtakes_the_switch_closes_the_payment(
    start_order: StartOrder,
) -> None:
    order = await start_order()
    await order.until_open()
    order.world.items["it_1"] = "awaiting_approval"  # recorded, but the signal is still on the way
    approved = order.world.decide("it_1", documents="invoice")

    assert await order.workflows.apply_decision(order.id, approved, wait_seconds=9)

    effects = order.world.effects
    assert effects.index("close payment") < effects.index("invoice it_1")


async def test_money_that_came_before_the_switch_counts_for_what_is_approved(
    start_order: StartOrder,
) -> None:
    order = await start_order()
    order.world.down.add("open_payment")
    await order.until(lambda: order.world.tries["open_payment"] > 0)
    order.world.captured = 1  # the page was there, but its answer was lost
    order.world.items["it_1"] = "awaiting_approval"
    approved = order.world.decide("it_1", documents="invoice")

    assert await order.workflows.apply_decision(order.id, approved, wait_seconds=9)

    assert "credit it_1 1" in order.world.effects
    assert "invoice it_1" not in order.world.effects
