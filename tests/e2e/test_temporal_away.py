"""Orders and decisions while Temporal or every worker is away: accepted at once, carried out as
soon as they are back."""

from contextlib import AbstractAsyncContextManager

import pytest
from temporalio.client import Client

from contracts.decisions import Decide
from contracts.orders import PlaceOrder
from scenarios.journey import Journey
from scenarios.offerings import EAST
from scenarios.people import new_key
from scenarios.placing import quote_at_once
from scenarios.stories import TRUE_START, a_paid_order, confirm_the_true_start, pay_on_the_first
from scenarios.system import System
from tests.e2e.once import ended_right_and_once
from tests.e2e.stack_under_test import StackUnderTest

pytestmark = [pytest.mark.e2e, pytest.mark.engines, pytest.mark.timeout(300)]


THE_TRUE_START = Decide(verdict="approve", start_on=TRUE_START)


def an_outage(stack: StackUnderTest, kind: str) -> AbstractAsyncContextManager[None]:
    return stack.frozen("temporal") if kind == "hangs" else stack.kept_away("temporal")


@pytest.mark.parametrize("kind", ["hangs", "is dead"])
async def test_an_order_is_accepted_while_temporal(
    kind: str, stack: StackUnderTest, system: System, temporal: Client
) -> None:
    customer = await system.people.customer("Kit", EAST)
    upfront = await quote_at_once(system, customer, system.offerings.fibre)
    on_request = await quote_at_once(system, customer, system.offerings.voice)

    async with an_outage(stack, kind):
        paid = await customer.services.orders.place_order(
            PlaceOrder(quote_id=upfront, pay="upfront"), key=new_key()
        )
        requested = await customer.services.orders.place_order(
            PlaceOrder(quote_id=on_request, pay="on_request"), key=new_key()
        )

    assert paid.outcome == "payment_page_follows"
    assert paid.payment_page_url is None
    assert requested.outcome == "sent_for_approval"
    journey = Journey(system, customer, paid)
    await pay_on_the_first(journey)
    await confirm_the_true_start(journey)
    await ended_right_and_once(journey, temporal, stack.state)


@pytest.mark.parametrize("kind", ["hangs", "is dead"])
async def test_a_decision_is_recorded_while_temporal(
    kind: str, stack: StackUnderTest, system: System, temporal: Client
) -> None:
    journey = await a_paid_order(system)

    async with an_outage(stack, kind):
        outcome = await journey.decide_once(THE_TRUE_START)
    assert not outcome.applied
    assert "the effects follow by themselves" in outcome.order.waits_for[0].text
    await ended_right_and_once(journey, temporal, stack.state)


async def test_a_decision_made_while_all_workers_are_down_takes_effect_later(
    stack: StackUnderTest, system: System, temporal: Client
) -> None:
    journey = await a_paid_order(system)

    async with stack.kept_away("worker"):
        outcome = await journey.decide_once(THE_TRUE_START)
    assert not outcome.applied
    await ended_right_and_once(journey, temporal, stack.state)
