"""Refunds to watch: how they come about, and a way not to wait for the pauses of their workflow."""

import httpx2 as httpx

from chassis.ids import new_id
from contracts.payments import OpenPayment
from contracts.refunds import RefundOutcome, RefundState, RefundView
from services.payments.use_cases.bookkeeping.audit_ledger import audit_page
from tests.patience import eventually
from tests.services.payments.billing import rejected
from tests.services.payments.world import LateTransport, World, payment_order


class LostAnswers(httpx.AsyncBaseTransport):
    """The way to an app whose answers to refunds get lost, or that refunds never reach."""

    def __init__(self, way: LateTransport, *, asked_in_vain: bool = False) -> None:
        self._way = way
        self._asked_in_vain = asked_in_vain
        self.lost = 0

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        if (request.method, request.url.path) != ("POST", "/v1/refunds"):
            return await LateTransport.handle_async_request(self._way, request)
        self.lost += 1
        if not self._asked_in_vain:
            await LateTransport.handle_async_request(self._way, request)
        raise httpx.ReadTimeout("lost", request=request)


async def paid_by(world: World, card: str) -> OpenPayment:
    """An order over 31.00 EUR, paid with a card whose refunds have a course of their own."""
    order = payment_order()
    intent = await world.open(order)
    await world.pay(intent, card)
    await world.settled(intent, "captured")
    return order


async def given_back(world: World, order: OpenPayment) -> RefundView:
    """The refund of a rejected order, as it is wanted."""
    item_id = order.lines[0].item_id
    await world.system.issue_credit(rejected(item_id, refund_to="card"))
    return await refund_of(world, order)


async def refund_of(world: World, order: OpenPayment) -> RefundView:
    [refund] = (await world.system.refunds(order_id=order.order_id)).items
    return refund


async def until(
    world: World,
    refund: RefundView,
    state: RefundState,
    *,
    tries: int | None = None,
    hurry: bool = True,
) -> RefundView:
    """Wait for the refund to be in this state; with `hurry`, no step is waited for."""

    async def is_there() -> RefundView | None:
        if hurry:
            await world.signals.ask_for(refund.id)
        now = await world.system.refund(refund.id)
        return now if now.state == state and tries in (None, now.tries) else None

    return await eventually(is_there)


async def until_told(world: World, refund: RefundView, outcome: RefundOutcome) -> None:
    """Wait for what came of its newest step."""

    async def is_told() -> bool | None:
        steps = world.signals.refunds.get(refund.id)
        return bool(steps and steps[-1].outcome == outcome)

    await eventually(is_told)


async def comes_back(world: World, order: OpenPayment) -> None:
    """At the gateway, which does not tell of it by itself."""
    checkout_id = await checkout_of(world, order)
    [made] = [one for one in (await world.book()).refunds if one.checkout_id == checkout_id]
    assert made.state == "succeeded"
    answer = await world.simulator.post(f"/v1/refunds/{made.id}/settle")
    assert answer.json()["state"] == "failed"


async def checkout_of(world: World, order: OpenPayment) -> str:
    """The gateway's id of the payment."""
    [intent] = (await world.system.intents_of_order(order.order_id)).items
    charges = (await world.book()).charges
    return next(charge.checkout_id for charge in charges if charge.reference == intent.id)


def key() -> str:
    return new_id("key")


async def on_its_way(world: World) -> tuple[OpenPayment, RefundView]:
    order = await paid_by(world, "refund_pending")
    refund = await given_back(world, order)
    await until_told(world, refund, "on_its_way")
    return order, refund


async def is_given_back_once(world: World, order: OpenPayment) -> None:
    assert await world.charged_minor(order) == 0
    account = await world.account(order.party)
    assert [e.kind for e in account.entries] == ["refund", "credit_note", "payment", "invoice"]
    async with world.context.database.autocommit() as connection:
        assert (await audit_page(connection, None)).findings == []
