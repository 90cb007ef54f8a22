"""Attempts to pay: what settles how, and that only the newest can take money."""

import asyncio
from dataclasses import replace

import pytest

from contracts.payments import (
    ClosePayment,
    GatewayIsUnavailable,
    PaymentAttemptIsOutdated,
)
from contracts.refunds import RefundView
from services.payments.domain.collecting.intents import GatewayPayment
from services.payments.use_cases.collecting.apply_gateway_payment import apply_gateway_payment
from tests.patience import eventually
from tests.services.payments.world import World, next_attempt, payment_order

pytestmark = pytest.mark.engines


async def test_opening_an_attempt_twice_gives_the_same_page(world: World) -> None:
    order = payment_order()
    opened = await asyncio.gather(*(world.open(order) for _ in range(5)))
    assert len({(intent.id, intent.page_url) for intent in opened if intent.page_url}) == 1


async def test_a_gateway_that_does_not_answer_is_asked_again_by_a_retry(world: World) -> None:
    order = payment_order()
    simulator, world.to_simulator.app = world.to_simulator.app, None
    try:
        with pytest.raises(GatewayIsUnavailable):
            await world.open(order)
    finally:
        world.to_simulator.app = simulator
    [known] = (await world.system.intents_of_order(order.order_id)).items
    assert known.state == "created"
    assert (await world.open(order)).state == "open"


async def test_another_amount_is_a_mismatch_that_pays_nothing_and_goes_back(world: World) -> None:
    order = payment_order()
    intent = await world.open(order)
    await world.pay(intent, "wrong_amount")
    found = await world.settled(intent, "mismatch")
    assert found.failure is not None
    assert "Captured €31.01 instead of €31.00" in found.failure.text
    assert (await world.system.invoice(intent.invoice_id)).state == "draft"
    await _told(world, order.order_id)
    assert (await _refunded(world, order.order_id)).amount_minor == 3_101
    account = await world.account(order.party)
    assert [entry.kind for entry in account.entries] == ["refund", "payment"]
    assert account.balance_minor == 0
    assert await world.charged_minor(order) == 0


async def test_a_declined_card_fails_the_attempt_and_the_next_one_pays(world: World) -> None:
    order = payment_order()
    first = await world.open(order)
    await world.pay(first, "decline")
    failed = await world.settled(first, "failed")
    assert failed.failure is not None
    assert failed.failure.text == "The card was declined."
    await _told(world, order.order_id)

    second = await world.paid(next_attempt(order, 2))

    assert second.invoice_id == first.invoice_id
    assert (await world.system.invoice(first.invoice_id)).state == "paid"
    assert await world.charged_minor(order) == 3_100


@pytest.mark.parametrize(
    ("card", "state"), [("pending_then_success", "captured"), ("pending_then_failure", "failed")]
)
async def test_a_pending_card_settles_later(world: World, card: str, state: str) -> None:
    intent = await world.open(payment_order())
    await world.pay(intent, card)
    await world.settled(intent, "processing")
    await world.simulator.post(f"/v1/checkouts/{_checkout_of(intent.page_url)}/settle")
    await world.settled(intent, state)


async def test_a_second_attempt_makes_the_first_unable_to_capture(world: World) -> None:
    order = payment_order()
    first = await world.open(order)
    second = await world.open(next_attempt(order, 2))

    assert await world.pay(first) == "cancelled"
    await world.pay(second)

    await world.settled(second, "captured")
    assert (await world.system.intent(first.id)).state == "cancelled"
    assert await world.charged_minor(order) == 3_100


async def test_a_second_attempt_finds_that_the_first_was_paid(world: World) -> None:
    order = payment_order()
    first = await world.open(order)
    payments, world.to_payments.app = world.to_payments.app, None
    try:
        await world.pay(first)
        found = await world.open(next_attempt(order, 2))
    finally:
        world.to_payments.app = payments
    assert (found.id, found.state) == (first.id, "captured")
    assert (await world.system.look_up(order.order_id, 2)).id == first.id
    second, _ = (await world.system.intents_of_order(order.order_id)).items
    assert second.state == "cancelled"
    assert await world.charged_minor(order) == 3_100


async def test_an_older_attempt_is_refused(world: World) -> None:
    order = payment_order()
    await world.open(next_attempt(order, 2))
    with pytest.raises(PaymentAttemptIsOutdated):
        await world.open(order)


async def test_a_paid_order_answers_with_its_captured_intent(world: World) -> None:
    order = payment_order()
    captured = await world.paid(order)
    assert (await world.open(next_attempt(order, 2))).id == captured.id


async def test_a_free_order_is_paid_without_a_page(world: World) -> None:
    intent = await world.open(payment_order(0))
    assert intent.state == "captured"
    assert (await world.system.invoice(intent.invoice_id)).state == "paid"


async def test_closing_cancels_the_page_and_voids_the_draft(world: World) -> None:
    order = payment_order()
    intent = await world.open(order)
    for _ in range(2):
        closed = await world.system.close_payment(_close(order.order_id))
        assert [known.state for known in closed.items] == ["cancelled"]
    assert await world.pay(intent) == "cancelled"
    assert (await world.system.invoice(intent.invoice_id)).state == "void"
    with pytest.raises(PaymentAttemptIsOutdated):
        await world.open(next_attempt(order, 2))


async def test_closing_finds_that_the_order_was_just_paid(world: World) -> None:
    order = payment_order()
    intent = await world.open(order)
    payments, world.to_payments.app = world.to_payments.app, None
    try:
        await world.pay(intent)
        closed = await world.system.close_payment(_close(order.order_id))
    finally:
        world.to_payments.app = payments
    assert [known.state for known in closed.items] == ["captured"]


async def test_a_paid_order_is_not_closed(world: World) -> None:
    order = payment_order()
    captured = await world.paid(order)
    closed = await world.system.close_payment(_close(order.order_id))
    assert [intent.state for intent in closed.items] == ["captured"]
    assert (await world.system.invoice(captured.invoice_id)).state == "paid"


async def test_a_capture_after_closing_goes_back_by_itself(world: World) -> None:
    """The order is closed in our books only, as if the gateway had lost the cancellation."""
    order = payment_order()
    intent = await world.open(order)
    async with world.context.database.begin() as connection:
        await connection.exec_driver_sql(
            "UPDATE order_payments SET closed_at = now() WHERE order_id = %s", (order.order_id,)
        )
    await world.pay(intent)

    await world.settled(intent, "cancelled")

    refund = await _refunded(world, order.order_id)
    assert refund.amount_minor == 3_100
    assert await world.charged_minor(order) == 0
    account = await world.account(order.party)
    assert [entry.kind for entry in account.entries] == ["refund", "payment"]
    assert account.balance_minor == 0


def _close(order_id: str) -> ClosePayment:
    return ClosePayment(order_id=order_id)


def _checkout_of(page_url: str | None) -> str:
    assert page_url is not None
    return page_url.rpartition("/")[2]


async def _refunded(world: World, order_id: str) -> RefundView:
    async def succeeded() -> RefundView | None:
        refunds = (await world.system.refunds(order_id=order_id)).items
        return next((refund for refund in refunds if refund.state == "succeeded"), None)

    return await eventually(succeeded)


async def _told(world: World, order_id: str) -> None:
    async def heard() -> bool | None:
        return True if order_id in world.signals.heard else None

    await eventually(heard)


async def test_an_attempt_that_the_gateway_lost_does_not_hold_up_its_order(world: World) -> None:
    order = payment_order()
    intent = await world.open(order)
    async with world.context.database.begin() as connection:
        await connection.exec_driver_sql(
            "UPDATE payment_intents SET gateway_payment_id = 'chk_lost' WHERE id = %s", (intent.id,)
        )
    assert (await world.system.look_up(order.order_id, 1)).state == "open"

    second = await world.open(next_attempt(order, 2))

    assert second.state == "open"
    lost = await world.system.intent(intent.id)
    assert lost.state == "cancelled"
    assert lost.failure is not None


@pytest.mark.parametrize("is_told_where", [True, False])
async def test_a_page_whose_answer_was_lost_is_there_although_a_webhook_came_first(
    world: World, is_told_where: bool
) -> None:
    order = payment_order()
    intent = await world.open(order)
    async with world.context.database.begin() as connection:
        await connection.exec_driver_sql(
            "UPDATE payment_intents SET state = 'created', page_url = NULL WHERE id = %s",
            (intent.id,),
        )
    assert intent.page_url is not None
    payment = await world.context.gateways.default.read_payment(_checkout_of(intent.page_url))
    told = payment if is_told_where else replace(payment, page_url=None)
    assert (await apply_gateway_payment(world.context, intent.id, told)).state == "open"

    assert (await world.open(order)).page_url == intent.page_url


async def test_a_payment_that_was_opened_is_not_taken_for_one_that_never_was(
    world: World,
) -> None:
    """The look-up that found nothing was answered before another process opened it."""
    intent = await world.open(payment_order())
    never_opened = GatewayPayment(payment_id=None, state="cancelled")
    assert (await apply_gateway_payment(world.context, intent.id, never_opened)).state == "open"
