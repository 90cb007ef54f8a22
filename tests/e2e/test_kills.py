"""kill -9 of every process and engine in the middle of orders: each order ends right, with one
charge, one credit note and one word to everybody."""

import asyncio
from collections.abc import Iterable

import pytest
from temporalio.client import Client

from scenarios.journey import Journey
from scenarios.stories import PAID_ON, a_paid_order, confirm_the_true_start
from scenarios.system import System
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
EACH_RUN = frozenset(
    {
        "orders.decided",
        "worker.charge_opened",
        "payments.capture_committed",
        "worker.settlement_recorded",
        "mail_after_delivery",
    }
)
"""In each of the four, after a commit, a word to somebody, or a charge before our record of it; the
others are for the nights."""
KILLED_EACH_RUN = frozenset({"orders", "payments", "worker", *ENGINES})
"""What keeps an order, its money and its way."""


def _mostly_by_night(names: Iterable[str], each_run: frozenset[str]) -> list[object]:
    return [
        pytest.param(name, marks=() if name in each_run else pytest.mark.nightly) for name in names
    ]


async def the_whole_way(system: System) -> Journey:
    journey = await a_paid_order(system)
    await confirm_the_true_start(journey)
    return journey


@pytest.mark.parametrize("name", _mostly_by_night([*SERVED, *ENGINES], KILLED_EACH_RUN))
async def test_orders_end_right_when_it_is_killed(
    name: str, stack: StackUnderTest, system: System, temporal: Client
) -> None:
    confirmed, paying = await asyncio.gather(
        a_paid_order(system), Journey.at_once(system, system.offerings.fibre)
    )
    deciding = asyncio.create_task(confirm_the_true_start(confirmed))
    placing = asyncio.create_task(the_whole_way(system))
    await paying.pay(on=PAID_ON)
    # Now one order has just been paid, one is being decided, and one is being placed.
    await stack.kill(name)

    await paying.is_paid()
    await confirm_the_true_start(paying)
    await deciding
    for journey in (confirmed, paying, await placing):
        await ended_right_and_once(journey, temporal, stack.state)


@pytest.mark.parametrize("failpoint", _mostly_by_night(FAILPOINTS, EACH_RUN))
async def test_an_order_ends_right_when_its_service_dies_at(
    failpoint: str, stack: StackUnderTest, system: System, temporal: Client
) -> None:
    with stack.dying_at(failpoint):
        journey = await the_whole_way(system)
        await ended_right_and_once(journey, temporal, stack.state)


@pytest.mark.parametrize(
    "supervisor_too",
    [
        pytest.param(False, id="the supervisor starts all again"),
        pytest.param(True, id="somebody starts the stack again"),
    ],
)
async def test_orders_end_right_after_a_power_cut(
    supervisor_too: bool, stack: StackUnderTest, system: System, temporal: Client
) -> None:
    confirmed, paying = await asyncio.gather(
        a_paid_order(system), Journey.at_once(system, system.offerings.fibre)
    )
    deciding = asyncio.create_task(confirm_the_true_start(confirmed))
    await paying.pay(on=PAID_ON)

    await stack.cut_the_power(supervisor_too=supervisor_too)
    if supervisor_too:
        await asyncio.to_thread(stack.start)

    await paying.is_paid()
    await confirm_the_true_start(paying)
    await deciding
    for journey in (confirmed, paying):
        await ended_right_and_once(journey, temporal, stack.state)
