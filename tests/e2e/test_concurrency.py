"""Double clicks, two tabs and two people at once: it happens once, and the loser is told."""

import asyncio
from collections.abc import Awaitable
from dataclasses import replace
from datetime import date, timedelta

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
from scenarios.journey import Journey
from scenarios.offerings import EAST
from scenarios.people import new_key
from scenarios.placing import quote_at_once
from scenarios.stories import (
    PAID_ON,
    TRUE_START,
    a_paid_order,
    be_declined,
    settle_late,
    today,
)
from scenarios.system import System
from tests.e2e.gateway import read_book
from tests.e2e.patience import PATIENCE
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
    keys: list[str], system: System
) -> None:
    customer = await system.people.customer("Kit", EAST)
    quote_id = await quote_at_once(system, customer, system.offerings.fibre)
    command = PlaceOrder(quote_id=quote_id, pay="upfront")
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
    system: System,
) -> None:
    journey = await a_paid_order(system)

    def decides(name: str, start_on: date) -> Awaitable[DecisionOutcome]:
        return journey.decide_once(Decide(verdict="approve", start_on=start_on), by=name)

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


async def test_a_cancellation_against_an_approval_ends_in_exactly_one(system: System) -> None:
    journey = await Journey.at_once(system, system.offerings.fibre, pay=False)
    await journey.is_requested()
    approve = Decide(verdict="approve", start_on=today())

    cancelled, approved = await asyncio.gather(
        journey.customer.services.orders.cancel_order(journey.id, key=new_key()),
        journey.decide_once(approve),
        return_exceptions=True,
    )

    if isinstance(cancelled, OrderView):
        assert isinstance(approved, ItemIsAlreadyDecided)
        await journey.ends("cancelled")
    else:
        assert isinstance(cancelled, OrderCannotBeCancelled)
        await journey.ends("completed")
    invoices = (await system.operator.payments.invoices(order_id=journey.id)).items
    assert len(invoices) == (0 if isinstance(cancelled, OrderView) else 1)


async def test_a_double_click_on_the_payment_page_charges_once(
    stack: StackUnderTest, system: System
) -> None:
    journey = await Journey.at_once(system, system.offerings.fibre)

    await asyncio.gather(*(journey.pay() for _ in range(5)))

    await journey.is_paid()
    intents = (await system.operator.payments.intents_of_order(journey.id)).items
    charges = (await read_book(system.people, stack.state)).charges
    assert [c.amount_minor for c in charges if c.reference == intents[0].id] == [3_100]
    payments = (await system.operator.payments.payments(order_id=journey.id)).items
    assert [payment.amount_minor for payment in payments] == [3_100]


async def test_a_payment_that_settles_late_is_found_out_by_itself(system: System) -> None:
    journey = await Journey.at_once(system, system.offerings.fibre)
    await settle_late(journey, PAID_ON)
    assert (await journey.order()).items[0].start_on == PAID_ON


async def test_clicking_retry_ten_times_opens_one_new_attempt(system: System) -> None:
    journey = await Journey.at_once(system, system.offerings.fibre)
    await be_declined(journey)
    orders, key = journey.customer.services.orders, new_key()

    await asyncio.gather(
        *(orders.try_payment_again(journey.id, key=key) for _ in range(10)),
        return_exceptions=True,
    )

    assert (await journey.order()).payment_attempt == 2
    await journey.pay()
    # The first page is closed, so the money comes through the second.
    page = await PATIENCE.until(
        lambda: orders.payment_page(journey.id), lambda a: a.payment_page_url is not None, "a page"
    )
    assert page.payment_page_url != journey.placed.payment_page_url
    await replace(journey, placed=page).pay()
    await journey.is_paid()


async def test_money_that_comes_before_an_approved_switch_is_billed_from_its_day(
    system: System, stack: StackUnderTest
) -> None:
    journey = await Journey.at_once(system, system.offerings.fibre)
    await journey.payment_page()
    async with stack.frozen("worker"):
        await journey.pay()
        await journey.customer.services.orders.switch_to_request(journey.id, key=new_key())
        long_ago = today() - timedelta(days=30)
        await journey.decide_once(Decide(verdict="approve", start_on=long_ago))

    order = await journey.ends()

    [item] = order.items
    [listed] = (await system.operator.payments.invoices(order_id=journey.id)).items
    invoice = await system.operator.payments.invoice(listed.id)
    assert (order.path, invoice.state) == ("upfront", "paid")
    assert item.start_on == invoice.items[0].segments[0].first_day
    audit = (await system.operator.orders.audit(journey.id)).items
    assert "late_payment" not in {entry.action for entry in audit}
