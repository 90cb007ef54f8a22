"""One customer to whom everything has happened, so that each page of the portal has something on
it: services in all states, a credit note, a ticket with an answer, and a cart that waits."""

from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from contracts.carts import AddCartLine
from scenarios.expected import Expected, Line
from scenarios.journey import Journey
from scenarios.offerings import EAST
from scenarios.people import Customer, new_key
from scenarios.stories import (
    answer_the_ticket,
    be_declined,
    confirm_the_true_start,
    pay_on_the_first,
    today,
)
from scenarios.system import System

NAME = "Mia"


@dataclass(frozen=True)
class WholeLife:
    """The customer, and what each of its orders must end in."""

    customer: Customer
    expected: list[Expected]


async def a_whole_life(system: System) -> WholeLife:
    """Five orders of one customer, and two lines in the cart."""
    customer = await system.patience.until_answered(lambda: system.people.customer(NAME, EAST))
    expected = [
        await _started_later(system, customer),
        await _waits_for_an_answer(system, customer),
        await _paid_today(system, customer),
        await _declined(system, customer),
        await _begins_soon(system, customer),
    ]
    await _leave_a_cart(system, customer)
    return WholeLife(customer, expected)


async def _started_later(system: System, customer: Customer) -> Expected:
    journey = await Journey.of(system, customer, system.offerings.fibre)
    await pay_on_the_first(journey)
    return await confirm_the_true_start(journey)


async def _waits_for_an_answer(system: System, customer: Customer) -> Expected:
    journey = await Journey.of(system, customer, system.offerings.voice, pay=False)
    await answer_the_ticket(journey)
    line = Line("awaiting_approval", "pending", None)
    return Expected(journey.id, "waiting_for_approval", [line], {})


async def _paid_today(system: System, customer: Customer) -> Expected:
    journey = await Journey.of(system, customer, system.offerings.router)
    await journey.pay()
    await journey.is_paid()
    line = Line("awaiting_confirmation", "active", today())
    return Expected(journey.id, "waiting_for_approval", [line], {"paid": 7_900})


async def _declined(system: System, customer: Customer) -> Expected:
    journey = await Journey.of(system, customer, system.offerings.address)
    await be_declined(journey)
    line = Line("payment_failed", "pending", None)
    return Expected(journey.id, "waiting_for_payment", [line], {"draft": 500})


async def _begins_soon(system: System, customer: Customer) -> Expected:
    journey = await Journey.of(system, customer, system.offerings.bundle, pay=False)
    later = today() + timedelta(days=10)
    await journey.approve(later)
    line = Line("scheduled", "pending", later)
    return Expected(journey.id, "partly_approved", [line], {"issued": 7_500})


async def _leave_a_cart(system: System, customer: Customer) -> None:
    for offering in (system.offerings.fibre, system.offerings.router):
        line = AddCartLine(offering_id=offering.id)
        add = partial(customer.services.orders.add_cart_line, line, key=new_key())
        await system.patience.until_answered(add)
