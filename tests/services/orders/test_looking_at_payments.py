"""Who is back from the payment page reads what the gateway says now, or that it is checked."""

import asyncio
from datetime import timedelta

import pytest

from contracts.payments import IntentState
from contracts.problems import ActionIsNotAllowed, ObjectIsNotFound
from tests.services.orders.world import World

pytestmark = pytest.mark.engines


@pytest.mark.parametrize(
    ("state", "outcome"),
    [
        ("open", "pay_now"),
        ("processing", "payment_pending"),
        ("captured", "checking"),
        ("failed", "checking"),
    ],
)
async def test_it_says_what_the_gateway_says_now(
    world: World, state: IntentState, outcome: str
) -> None:
    customer = await world.customer()
    order = (await world.upfront(customer)).order
    world.book.opened(order.id, state=state)
    seen = await customer.look_at_payment(order.id)
    assert seen.outcome == outcome
    assert bool(seen.payment_page_url) is (outcome == "pay_now")


async def test_a_gateway_is_asked_once_in_some_seconds(world: World) -> None:
    customer = await world.customer()
    order = (await world.upfront(customer)).order
    world.book.opened(order.id)
    ends = await asyncio.gather(*(customer.look_at_payment(order.id) for _ in range(4)))
    assert sorted(end.outcome for end in ends) == ["checking"] * 3 + ["pay_now"]
    world.clock.at += timedelta(seconds=3)
    assert (await customer.look_at_payment(order.id)).outcome == "pay_now"


async def test_it_is_checked_while_payments_is_away(world: World) -> None:
    customer = await world.customer()
    order = (await world.upfront(customer)).order
    world.network.blocked.add("payments.test")
    seen = await customer.look_at_payment(order.id)
    assert seen.outcome == "checking"
    assert seen.message.text.endswith("do not pay a second time.")


async def test_what_waits_for_no_payment_is_told_without_asking(world: World) -> None:
    customer = await world.customer()
    paid = await world.paid(customer)
    world.network.blocked.add("payments.test")
    assert (await customer.look_at_payment(paid.id)).outcome == "paid"


async def test_only_its_customer_looks(world: World) -> None:
    order = (await world.upfront(await world.customer())).order
    with pytest.raises(ObjectIsNotFound):
        await (await world.customer()).look_at_payment(order.id)
    with pytest.raises(ActionIsNotAllowed):
        await world.admin().look_at_payment(order.id)
