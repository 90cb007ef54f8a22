"""Orders and decisions while Temporal or every worker is away: accepted at once, carried out as
soon as they are back."""

from contextlib import AbstractAsyncContextManager

import pytest
from temporalio.client import Client

from contracts.decisions import Decide
from contracts.orders import PlaceOrder
from stack.demo.acts import Stage
from stack.demo.cast import Cast
from stack.demo.shelf import EAST, Shelf
from stack.demo.stories import TRUE_START
from tests.e2e.journey import Journey, new_key, quote
from tests.e2e.once import ended_right_and_once
from tests.e2e.stack_under_test import StackUnderTest

pytestmark = [pytest.mark.e2e, pytest.mark.engines, pytest.mark.timeout(300)]


def an_outage(stack: StackUnderTest, kind: str) -> AbstractAsyncContextManager[None]:
    return stack.frozen("temporal") if kind == "hangs" else stack.kept_away("temporal")


@pytest.mark.parametrize("kind", ["hangs", "is dead"])
async def test_an_order_is_accepted_while_temporal(
    kind: str, stack: StackUnderTest, cast: Cast, shelf: Shelf, temporal: Client
) -> None:
    customer = await cast.customer("Kit", EAST)
    upfront, on_request = await quote(customer, shelf.fibre), await quote(customer, shelf.voice)

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
    journey = Journey(Stage(cast, say=lambda _line: None), customer, paid)
    await journey.pay()
    await journey.is_paid()
    await journey.approve()
    await ended_right_and_once(journey, temporal, stack.state)


@pytest.mark.parametrize("kind", ["hangs", "is dead"])
async def test_a_decision_is_recorded_while_temporal(
    kind: str, stack: StackUnderTest, cast: Cast, shelf: Shelf, temporal: Client
) -> None:
    journey = await Journey.begin(cast, shelf.fibre)
    await journey.pay()
    item = (await journey.is_paid()).items[0]
    command = Decide(verdict="approve", start_on=TRUE_START)

    async with an_outage(stack, kind):
        outcome = await cast.admin(EAST).orders.decide(journey.id, item.id, command, key=new_key())
    assert not outcome.applied
    assert "the effects follow by themselves" in outcome.order.waits_for
    await ended_right_and_once(journey, temporal, stack.state)


async def test_a_decision_made_while_all_workers_are_down_takes_effect_later(
    stack: StackUnderTest, cast: Cast, shelf: Shelf, temporal: Client
) -> None:
    journey = await Journey.begin(cast, shelf.fibre)
    await journey.pay()
    item = (await journey.is_paid()).items[0]
    command = Decide(verdict="approve", start_on=TRUE_START)

    async with stack.kept_away("worker"):
        outcome = await cast.admin(EAST).orders.decide(journey.id, item.id, command, key=new_key())
    assert not outcome.applied
    await ended_right_and_once(journey, temporal, stack.state)
