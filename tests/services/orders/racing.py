"""Two who want something else of the same order at the same moment, each as it really comes: many
orders at a time, made straight in the database."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from chassis.ids import new_id, new_short_id
from clients.system.orders import SystemOrders
from contracts.approvals import DecideMany, DecideOrder
from contracts.decisions import Decide, ItemState, Verdict
from contracts.problems import Problem
from contracts.recording import ApplyDecision
from services.orders.domain.order import Item, Order
from services.orders.repository.customers import find_customer
from services.orders.repository.placing import insert_order
from tests.services.orders.domain.cases import LINE, policy
from tests.services.orders.world import PAID_ON, World, key

Answer = Verdict | Problem | None
"""What somebody decided, why it was refused, or nothing where the system came too late."""


@dataclass(frozen=True)
class Race:
    """Orders of one customer, for whom all of the two kinds of acts begin together."""

    world: World
    customer: SystemOrders
    orders: list[Order]


Act = Callable[[Race], Awaitable[Sequence[Answer]]]


async def begin(world: World, state: ItemState, count: int) -> Race:
    customer = await world.customer()
    customer_id = customer._actor.id
    is_request = state == "awaiting_approval"
    at = world.clock()
    orders = [
        Order(
            id=new_id("ord"),
            partner_id=world.partner_id,
            customer_id=customer_id,
            path="request" if is_request else "upfront",
            currency="EUR",
            total_minor=3_100,
            placed_at=at,
            payment_attempt=0 if is_request else 1,
            paid_on=PAID_ON if state == "awaiting_confirmation" else None,
            policy=policy(),
            items=(Item(new_short_id("itm"), LINE, state),),
            waiting_since=None if state == "awaiting_payment" else at,
        )
        for _ in range(count)
    ]
    async with world.database.begin() as connection:
        theirs = await find_customer(connection, world.partner_id, customer_id)
        assert theirs is not None
        for order in orders:
            assert await insert_order(connection, order, theirs, new_id("quo"), [])
    return Race(world, customer, orders)


async def approve(race: Race) -> Sequence[Answer]:
    return await _each(race, lambda order: _decide(race, "ada", order, "approve"))


async def reject(race: Race) -> Sequence[Answer]:
    return await _each(race, lambda order: _decide(race, "bea", order, "reject"))


async def cancel(race: Race) -> Sequence[Answer]:
    async def one(order: Order) -> Verdict:
        await race.customer.cancel_order(order.id, key=key())
        return "cancel"

    return await _each(race, one)


async def expire(race: Race) -> Sequence[Answer]:
    """As the workflow does it: recorded, then carried out."""
    system = race.world.system

    async def one(order: Order) -> Verdict | None:
        made = (await system.expire(order.id)).decisions
        for decision in made:
            await system.record_applied(order.id, decision.decision_id, ApplyDecision())
        return "expire" if made else None

    return await _each(race, one)


async def switch_and_approve(race: Race) -> Sequence[Answer]:
    """The customer asks for approval instead of paying, and the admin was quick."""

    async def one(order: Order) -> Verdict:
        await race.customer.switch_to_request(order.id, key=key())
        return await _decide(race, "ada", order, "approve")

    return await _each(race, one)


async def reject_in_bulk(race: Race) -> Sequence[Answer]:
    wish = {"verdict": "reject", "reason": "No line."}
    rows = [DecideOrder.model_validate({**wish, "order_id": order.id}) for order in race.orders]
    answer = await race.world.admin("bob").decide_many(DecideMany(rows=rows), key=key())
    return [
        Problem.from_document(row.problem, 409) if row.problem else "reject" for row in answer.rows
    ]


async def _decide(race: Race, name: str, order: Order, verdict: Verdict) -> Verdict:
    start_on = PAID_ON if verdict == "approve" else None
    command = Decide.model_validate({"verdict": verdict, "start_on": start_on, "reason": "So."})
    await race.world.admin(name).decide(order.id, order.items[0].id, command, key=key())
    return verdict


async def _each(race: Race, act: Callable[[Order], Awaitable[Verdict | None]]) -> Sequence[Answer]:
    async def answered(order: Order) -> Answer:
        try:
            return await act(order)
        except Problem as refusal:
            return refusal

    return await asyncio.gather(*map(answered, race.orders))
