"""Double clicks, two tabs and two people at once: it happens once, and the loser is told."""

import asyncio
from collections.abc import Awaitable
from datetime import date

import pytest

from contracts.decisions import Decide, ItemIsAlreadyDecided
from contracts.orders import (
    DecisionOutcome,
    OrderCannotBeCancelled,
    OrderView,
    PlacedOrder,
    PlaceOrder,
)
from contracts.problems import RequestIsInFlight
from stack.demo.cast import Cast
from stack.demo.shelf import EAST, Shelf
from stack.demo.stories import PAID_ON, TRUE_START, today
from tests.e2e.gateway import read_book
from tests.e2e.journey import Journey, new_key, quote
from tests.e2e.patience import eventually
from tests.e2e.stack_under_test import StackUnderTest

pytestmark = [pytest.mark.e2e, pytest.mark.engines, pytest.mark.timeout(300)]


@pytest.mark.parametrize(
    "keys",
    [
        pytest.param([new_key()] * 10, id="one key ten times"),
        pytest.param([new_key() for _ in range(10)], id="ten tabs with a key each"),
    ],
)
async def test_clicking_order_ten_times_at_once_places_one_order(
    keys: list[str], cast: Cast, shelf: Shelf
) -> None:
    customer = await cast.customer("Kit", EAST)
    command = PlaceOrder(quote_id=await quote(customer, shelf.fibre), pay="upfront")
    orders = customer.services.orders

    answers = await asyncio.gather(
        *(orders.place_order(command, key=key) for key in keys), return_exceptions=True
    )

    placed = {answer.order.id for answer in answers if isinstance(answer, PlacedOrder)}
    refused = [answer for answer in answers if not isinstance(answer, PlacedOrder)]
    assert all(isinstance(answer, RequestIsInFlight) for answer in refused), refused
    assert {order.id for order in (await orders.orders()).items} == placed
    assert len(placed) == 1
    again = await orders.place_order(command, key=keys[0])
    assert again.order.id in placed


async def test_of_two_admins_who_decide_at_once_one_wins_and_the_other_is_told_who(
    cast: Cast, shelf: Shelf
) -> None:
    journey = await Journey.begin(cast, shelf.fibre)
    await journey.pay()
    item = (await journey.is_paid()).items[0]

    def decides(name: str, start_on: date) -> Awaitable[DecisionOutcome]:
        command = Decide(verdict="approve", start_on=start_on)
        orders = cast.admin(EAST, name).orders
        return orders.decide(journey.id, item.id, command, key=new_key())

    starts = {"admin/ada": TRUE_START, "admin/bob": PAID_ON}
    heard = await asyncio.gather(
        decides("ada", TRUE_START), decides("bob", PAID_ON), return_exceptions=True
    )

    won = [answer.decision for answer in heard if isinstance(answer, DecisionOutcome)]
    lost = [answer for answer in heard if isinstance(answer, ItemIsAlreadyDecided)]
    assert (len(won), len(lost)) == (1, 1), heard
    assert lost[0].status == 409
    assert lost[0].facts["winner"] == won[0].decided_by
    assert lost[0].facts["decided_at"] == won[0].decided_at.isoformat()
    item = (await journey.ends("completed")).items[0]
    assert item.start_on == starts[won[0].decided_by]


async def test_a_cancellation_against_an_approval_ends_in_exactly_one(
    cast: Cast, shelf: Shelf
) -> None:
    journey = await Journey.begin(cast, shelf.fibre, pay=False)
    item = (await journey.is_asked_for()).items[0]
    approve = Decide(verdict="approve", start_on=today())

    cancelled, approved = await asyncio.gather(
        journey.customer.services.orders.cancel_order(journey.id, key=new_key()),
        cast.admin(EAST).orders.decide(journey.id, item.id, approve, key=new_key()),
        return_exceptions=True,
    )

    if isinstance(cancelled, OrderView):
        assert isinstance(approved, ItemIsAlreadyDecided)
        await journey.ends("cancelled")
    else:
        assert isinstance(cancelled, OrderCannotBeCancelled)
        await journey.ends("completed")
    invoices = (await cast.operator.payments.invoices(order_id=journey.id)).items
    assert len(invoices) == (0 if isinstance(cancelled, OrderView) else 1)


async def test_a_double_click_on_the_payment_page_charges_once(
    stack: StackUnderTest, cast: Cast, shelf: Shelf
) -> None:
    journey = await Journey.begin(cast, shelf.fibre)

    await asyncio.gather(*(journey.pay() for _ in range(5)))

    await journey.is_paid()
    intents = (await cast.operator.payments.intents_of_order(journey.id)).items
    charges = (await read_book(cast, stack.state)).charges
    assert [c.amount_minor for c in charges if c.reference == intents[0].id] == [3_100]
    payments = (await cast.operator.payments.payments(order_id=journey.id)).items
    assert [payment.amount_minor for payment in payments] == [3_100]


async def test_a_payment_that_settles_late_is_found_out_by_itself(cast: Cast, shelf: Shelf) -> None:
    journey = await Journey.begin(cast, shelf.fibre)
    await journey.pay("pending_then_success")
    paid = await journey.is_paid()
    assert paid.items[0].start_on == PAID_ON


async def test_clicking_retry_ten_times_opens_one_new_attempt(cast: Cast, shelf: Shelf) -> None:
    journey = await Journey.begin(cast, shelf.fibre)
    await journey.pay("decline")
    await eventually(journey.order, lambda o: o.items[0].state == "payment_failed", "a decline")
    orders, key = journey.customer.services.orders, new_key()

    await asyncio.gather(
        *(orders.try_payment_again(journey.id, key=key) for _ in range(10)),
        return_exceptions=True,
    )

    assert (await journey.order()).payment_attempt == 2
    await journey.pay()
    # The first page is closed, so the money comes through the second.
    page = await eventually(
        lambda: orders.payment_page(journey.id), lambda a: a.payment_page_url is not None, "a page"
    )
    assert page.payment_page_url != journey.placed.payment_page_url
    await cast.http.post_to_page(str(page.payment_page_url), {"card": "success"})
    await journey.is_paid()
