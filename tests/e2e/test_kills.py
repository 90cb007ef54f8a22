"""kill -9 of every process and engine in the middle of orders: each order ends right, with one
charge, one credit note and one word to everybody."""

import asyncio

import pytest
from temporalio.client import Client

from stack.demo.cast import Cast
from stack.demo.shelf import Shelf
from tests.e2e.journey import Journey
from tests.e2e.once import ended_right_and_once
from tests.e2e.stack_under_test import ENGINES, SERVED, StackUnderTest

pytestmark = [pytest.mark.e2e, pytest.mark.engines, pytest.mark.timeout(300)]

FAILPOINTS = (
    "orders.placed",
    "orders.decided",
    "worker.before_charge",
    "payments.before_charge",
    "payments.checkout_opened",
    "worker.charge_opened",
    "payments.webhook_kept",
    "payments.gateway_asked",
    "payments.capture_committed",
    "worker.before_settlement",
    "worker.settlement_recorded",
    "notify_before_commit",
    "notify_after_commit",
    "mail_before_delivery",
    "mail_after_delivery",
)


async def a_paid_order(cast: Cast, shelf: Shelf) -> Journey:
    journey = await Journey.begin(cast, shelf.fibre)
    await journey.pay()
    await journey.is_paid()
    return journey


async def the_whole_way(cast: Cast, shelf: Shelf) -> Journey:
    journey = await a_paid_order(cast, shelf)
    await journey.approve()
    return journey


@pytest.mark.parametrize("name", [*SERVED, *ENGINES])
async def test_orders_end_right_when_it_is_killed(
    name: str, stack: StackUnderTest, cast: Cast, shelf: Shelf, temporal: Client
) -> None:
    confirmed, paying = await asyncio.gather(
        a_paid_order(cast, shelf), Journey.begin(cast, shelf.fibre)
    )
    deciding = asyncio.create_task(confirmed.approve())
    placing = asyncio.create_task(the_whole_way(cast, shelf))
    await paying.pay()
    # Now one order has just been paid, one is being decided, and one is being placed.
    await stack.kill(name)

    await paying.is_paid()
    await paying.approve()
    await deciding
    for journey in (confirmed, paying, await placing):
        await ended_right_and_once(journey, temporal, stack.state)


@pytest.mark.parametrize("failpoint", FAILPOINTS)
async def test_an_order_ends_right_when_its_service_dies_at(
    failpoint: str, stack: StackUnderTest, cast: Cast, shelf: Shelf, temporal: Client
) -> None:
    with stack.dying_at(failpoint):
        journey = await the_whole_way(cast, shelf)
        await ended_right_and_once(journey, temporal, stack.state)


@pytest.mark.parametrize(
    "supervisor_too",
    [
        pytest.param(False, id="the supervisor starts all again"),
        pytest.param(True, id="somebody starts the stack again"),
    ],
)
async def test_orders_end_right_after_a_power_cut(
    supervisor_too: bool, stack: StackUnderTest, cast: Cast, shelf: Shelf, temporal: Client
) -> None:
    confirmed, paying = await asyncio.gather(
        a_paid_order(cast, shelf), Journey.begin(cast, shelf.fibre)
    )
    deciding = asyncio.create_task(confirmed.approve())
    await paying.pay()

    await stack.cut_the_power(supervisor_too=supervisor_too)
    if supervisor_too:
        await asyncio.to_thread(stack.start)

    await paying.is_paid()
    await paying.approve()
    await deciding
    for journey in (confirmed, paying):
        await ended_right_and_once(journey, temporal, stack.state)
