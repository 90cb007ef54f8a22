"""What an order says that its customer can do is what the service then lets it do."""

from collections.abc import Awaitable, Callable

import pytest

from clients.system.orders import SystemOrders
from contracts.decisions import Decide
from contracts.orders import (
    CustomerAction,
    OrderCannotBeCancelled,
    OrderCannotBeSwitchedToRequest,
    OrderView,
    PaymentCannotBeTriedAgain,
)
from tests.services.orders.world import PAID_ON, World, key

pytestmark = pytest.mark.engines
Act = Callable[[SystemOrders, str], Awaitable[object]]
REFUSALS = (PaymentCannotBeTriedAgain, OrderCannotBeSwitchedToRequest, OrderCannotBeCancelled)
ACTIONS: dict[CustomerAction, Act] = {
    "pay_again": lambda customer, order_id: customer.try_payment_again(order_id, key=key()),
    "switch_to_request": lambda customer, order_id: customer.switch_to_request(order_id, key=key()),
    "cancel": lambda customer, order_id: customer.cancel_order(order_id, key=key()),
}


async def waits_for_payment(world: World, customer: SystemOrders) -> str:
    return (await world.upfront(customer)).order.id


async def has_failed(world: World, customer: SystemOrders) -> str:
    order_id = await waits_for_payment(world, customer)
    await world.failed(order_id)
    return order_id


async def is_paid(world: World, customer: SystemOrders) -> str:
    return (await world.paid(customer)).id


async def is_requested(world: World, customer: SystemOrders) -> str:
    return (await world.request(customer)).order.id


async def is_decided(world: World, customer: SystemOrders) -> str:
    order: OrderView = (await world.request(customer)).order
    command = Decide(verdict="approve", start_on=PAID_ON)
    await world.admin().decide(order.id, order.items[0].id, command, key=key())
    return order.id


@pytest.mark.parametrize(
    ("made", "can"),
    [
        (waits_for_payment, ["pay", "switch_to_request", "cancel"]),
        (has_failed, ["pay_again", "switch_to_request", "cancel"]),
        (is_paid, ["cancel"]),
        (is_requested, ["cancel"]),
        (is_decided, []),
    ],
)
@pytest.mark.parametrize("action", ACTIONS)
async def test_what_is_offered_is_what_is_done(
    world: World,
    made: Callable[[World, SystemOrders], Awaitable[str]],
    can: list[CustomerAction],
    action: CustomerAction,
) -> None:
    customer = await world.customer()
    order_id = await made(world, customer)
    assert (await customer.order(order_id)).can == can
    try:
        await ACTIONS[action](customer, order_id)
    except REFUSALS:
        assert action not in can
    else:
        assert action in can
