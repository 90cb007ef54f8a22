"""A refund whose outcome stays unknown is ended by a person, with a reason; whatever the gateway
made of it all the same, no money goes back twice by itself."""

from datetime import date

import pytest

from chassis.problems import not_found
from contracts.actors import Actor
from contracts.payments import GatewayIsUnavailable, OpenPayment
from contracts.problems import ActionIsNotAllowed, ObjectIsNotFound, ServiceIsUnavailable
from contracts.refunds import (
    EndRefund,
    EndRefundByOperator,
    RefundIsSettled,
    RefundStep,
    SettleRefundByHand,
)
from services.payments.gateways.port import GatewayRefund, RefundOrder
from services.payments.messages import EventKept
from services.payments.use_cases.collecting.receive_webhook import process_event
from tests.patience import eventually
from tests.services.payments.refunding import (
    checkout_of,
    given_back,
    is_given_back_once,
    key,
    on_its_way,
    paid_by,
    until,
    until_told,
)
from tests.services.payments.world import World

pytestmark = pytest.mark.engines
ADMIN = Actor(kind="admin", id="ada", partner_id=1)
LOST = EndRefund(reason="The gateway knows nothing of it.")
BY_HAND = SettleRefundByHand(method="cash", reference="R-1", given_back_on=date(2023, 1, 2))
BY_OLGA = EndRefundByOperator(reason=LOST.reason, by="olga")


async def test_an_admin_ends_it_once_and_the_order_says_why(world: World) -> None:
    order, refund = await on_its_way(world)
    admin, same = world.acting(ADMIN), key()

    ended = await admin.end_refund(refund.id, LOST, key=same)

    assert await admin.end_refund(refund.id, LOST, key=same) == ended
    assert (ended.state, ended.tries) == ("failed", 0)
    assert (ended.ended_by, ended.end_reason) == ("admin/ada", LOST.reason)
    with pytest.raises(RefundIsSettled):
        await admin.end_refund(refund.id, EndRefund(reason="Again."), key=key())
    [reason] = await eventually(lambda: _raised(world, order))
    assert "€31.00 was ended and may still arrive; ask the gateway before you pay" in reason
    assert f"admin/ada: {LOST.reason}" in reason
    await until_told(world, refund, "failed")


async def test_a_customer_neither_ends_it_nor_reads_who_did(world: World) -> None:
    order, refund = await on_its_way(world)
    customer = world.acting(Actor(kind="customer", id=order.party.customer_id, partner_id=1))
    with pytest.raises(ActionIsNotAllowed):
        await customer.end_refund(refund.id, LOST, key=key())
    stranger = world.acting(Actor(kind="admin", id="bea", partner_id=2))
    with pytest.raises(ObjectIsNotFound):
        await stranger.end_refund(refund.id, LOST, key=key())

    await world.acting(ADMIN).end_refund(refund.id, LOST, key=key())

    seen = await customer.refund(refund.id)
    assert (seen.state, seen.failure, seen.ended_by, seen.end_reason) == ("failed", *[None] * 3)


async def test_what_an_operator_signalled_is_recorded_once_and_alike(world: World) -> None:
    order, refund = await on_its_way(world)
    for _ in range(2):
        ended = await world.system.end_refund_as_signalled(refund.id, 0, BY_OLGA)
    assert (ended.ended_by, ended.end_reason) == ("operator/olga", LOST.reason)
    assert len(await eventually(lambda: _raised(world, order))) == 1


@pytest.mark.parametrize("actor", [ADMIN, Actor(kind="operator", id="olga")])
async def test_the_workflows_steps_are_no_persons(world: World, actor: Actor) -> None:
    _, refund = await on_its_way(world)
    with pytest.raises(ActionIsNotAllowed):
        await world.acting(actor).take_refund_step(refund.id, 0)
    with pytest.raises(ActionIsNotAllowed):
        await world.acting(actor).end_refund_as_signalled(refund.id, 0, BY_OLGA)


async def test_a_retry_asks_for_the_same_refund_which_the_gateway_has_made(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    gateway = world.context.gateways.default
    ask, keys = gateway.refund, list[str]()

    async def answer_is_lost(wanted: RefundOrder) -> GatewayRefund:
        keys.append(wanted.key)
        await ask(wanted)
        raise GatewayIsUnavailable(detail="The answer is lost.")

    order = await paid_by(world, "success")
    with monkeypatch.context() as patched:
        patched.setattr(gateway, "refund", answer_is_lost)
        refund = await given_back(world, order)
        await eventually(lambda: _has(keys))
        await world.acting(ADMIN).end_refund(refund.id, LOST, key=key())
        await until_told(world, refund, "failed")

    await world.acting(ADMIN).retry_refund(refund.id, key=key())

    await until(world, refund, "succeeded")
    assert len(set(keys)) == 1
    await is_given_back_once(world, order)


async def test_a_round_that_is_over_takes_no_step_and_ends_no_later_one(world: World) -> None:
    _, refund = await on_its_way(world)
    await world.system.end_refund_as_signalled(refund.id, 0, BY_OLGA)
    await world.acting(ADMIN).retry_refund(refund.id, key=key())
    await until_told(world, refund, "on_its_way")

    assert await world.system.take_refund_step(refund.id, 0) == RefundStep(outcome="failed")
    with pytest.raises(RefundIsSettled):
        await world.system.end_refund_as_signalled(refund.id, 0, BY_OLGA)

    assert (await world.system.refund(refund.id)).state == "pending"
    assert (await world.system.take_refund_step(refund.id, 1)).outcome == "on_its_way"
    await world.system.end_refund_as_signalled(refund.id, 1, BY_OLGA)
    assert (await world.system.refund(refund.id)).state == "failed"


async def test_a_refusal_that_an_older_round_heard_burns_no_try_of_the_next(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, refund = await on_its_way(world)
    gateway = world.context.gateways.default
    read = gateway.read_refund

    async def refused_once_a_new_round_began(refund_id: str) -> GatewayRefund:
        monkeypatch.setattr(gateway, "read_refund", read)
        await world.system.end_refund_as_signalled(refund.id, 0, BY_OLGA)
        await world.acting(ADMIN).retry_refund(refund.id, key=key())
        return GatewayRefund(refund_id, "failed")

    monkeypatch.setattr(gateway, "read_refund", refused_once_a_new_round_began)
    with pytest.raises(ServiceIsUnavailable):
        await world.system.take_refund_step(refund.id, 0)

    now = await world.system.refund(refund.id)
    assert (now.state, now.tries) == ("pending", 0)


async def test_each_round_whose_outcome_is_unclear_asks_for_a_look(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    order, refund = await on_its_way(world)

    async def unreadable(_refund_id: str) -> GatewayRefund:
        raise not_found("refund")

    monkeypatch.setattr(world.context.gateways.default, "read_refund", unreadable)
    for rounds in range(2):
        if rounds:
            await world.acting(ADMIN).end_refund(refund.id, LOST, key=key())
            await until_told(world, refund, "failed")
            await world.acting(ADMIN).retry_refund(refund.id, key=key())
        for _ in range(2):
            step = await world.system.take_refund_step(refund.id, rounds)
            assert step.outcome == "unclear"

    async def unclear_twice() -> bool:
        raised = await _raised(world, order) or []
        return len([why for why in raised if "has an unclear outcome" in why]) == 2

    await eventually(unclear_twice)


async def test_what_a_person_wrote_stays_out_of_the_workflow(world: World) -> None:
    _, refund = await on_its_way(world)
    await world.acting(ADMIN).end_refund(refund.id, LOST, key=key())
    await until_told(world, refund, "failed")
    assert [step.why for step in world.signals.refunds[refund.id]] == [None, None]


async def test_one_that_is_ended_while_the_gateway_makes_it_has_succeeded(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    gateway = world.context.gateways.default
    ask = gateway.refund

    async def is_ended_meanwhile(wanted: RefundOrder) -> GatewayRefund:
        made = await ask(wanted)
        await world.system.end_refund_as_signalled(wanted.key.split("/")[1], 0, BY_OLGA)
        return made

    monkeypatch.setattr(gateway, "refund", is_ended_meanwhile)
    order = await paid_by(world, "success")
    refund = await until(world, await given_back(world, order), "succeeded", hurry=False)

    assert refund.ended_by == "operator/olga"
    await is_given_back_once(world, order)


async def test_an_event_hurries_no_try_after_a_refusal(world: World) -> None:
    order = await paid_by(world, "refund_refused")
    refund = await given_back(world, order)
    await until_told(world, refund, "refused")

    payment_id = await checkout_of(world, order)
    event = EventKept(gateway="simulator", event_id=key(), payment_id=payment_id)
    await process_event(world.context, event)

    assert len(world.signals.refunds[refund.id]) == 1
    assert world.signals.is_idle(refund.id)


async def _raised(world: World, order: OpenPayment) -> list[str] | None:
    return world.flags.raised.get(order.order_id)


async def _has(keys: list[str]) -> bool:
    return bool(keys)
