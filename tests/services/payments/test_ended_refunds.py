"""A refund whose outcome stays unknown is ended by a person, with a reason; whatever the gateway
made of it all the same, no money goes back twice by itself."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date

import pytest

from chassis.problems import not_found
from contracts.actors import Actor
from contracts.payments import GatewayIsUnavailable, OpenPayment
from contracts.problems import ActionIsNotAllowed, ObjectIsNotFound, ServiceIsUnavailable
from contracts.refunds import (
    EndRefund,
    EndRefundByOperator,
    RefundHasNotFailed,
    RefundIsSettled,
    RefundStep,
    RefundView,
    SettleRefundByHand,
)
from services.payments.gateways.port import GatewayRefund, RefundOrder
from services.payments.messages import EventKept
from services.payments.use_cases.bookkeeping.audit_ledger import audit_page
from services.payments.use_cases.collecting.receive_webhook import process_event
from services.payments.use_cases.refunding.read_refunds import read_refund
from services.payments.use_cases.refunding.resolve_refund import adopt_refund
from tests.patience import eventually
from tests.services.payments.refunding import (
    checkout_of,
    given_back,
    key,
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
    order, refund = await _on_its_way(world)
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
    order, refund = await _on_its_way(world)
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
    order, refund = await _on_its_way(world)
    for _ in range(2):
        ended = await world.system.end_refund_as_signalled(refund.id, 0, BY_OLGA)
    assert (ended.ended_by, ended.end_reason) == ("operator/olga", LOST.reason)
    assert len(await eventually(lambda: _raised(world, order))) == 1


@pytest.mark.parametrize("actor", [ADMIN, Actor(kind="operator", id="olga")])
async def test_the_workflows_steps_are_no_persons(world: World, actor: Actor) -> None:
    _, refund = await _on_its_way(world)
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
    await _is_given_back_once(world, order)


async def test_a_round_that_is_over_takes_no_step_and_ends_no_later_one(world: World) -> None:
    _, refund = await _on_its_way(world)
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
    _, refund = await _on_its_way(world)
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
    order, refund = await _on_its_way(world)

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
    _, refund = await _on_its_way(world)
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
    await _is_given_back_once(world, order)


async def test_an_event_hurries_no_try_after_a_refusal(world: World) -> None:
    order = await paid_by(world, "refund_refused")
    refund = await given_back(world, order)
    await until_told(world, refund, "refused")

    payment_id = await checkout_of(world, order)
    event = EventKept(gateway="simulator", event_id=key(), payment_id=payment_id)
    await process_event(world.context, event)

    assert len(world.signals.refunds[refund.id]) == 1
    assert world.signals.is_idle(refund.id)


async def test_what_the_gateway_made_after_all_is_booked_and_not_paid_by_hand_too(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, refund = await _on_its_way(world)
    admin = world.acting(ADMIN)
    await admin.end_refund(refund.id, LOST, key=key())
    with monkeypatch.context() as patched:
        gateway = world.context.gateways.default
        patched.setattr(gateway, "read_refund", await _as_if_succeeded(world, refund))
        with pytest.raises(RefundHasNotFailed, match="given this money back after all"):
            await admin.settle_refund_by_hand(refund.id, BY_HAND, key=key())
        await until(world, refund, "succeeded")
    assert (await admin.refund(refund.id)).by_hand is None


async def test_an_event_tells_that_an_ended_one_was_made_after_all(world: World) -> None:
    order, refund = await _on_its_way(world)
    await world.acting(ADMIN).end_refund(refund.id, LOST, key=key())
    await until_told(world, refund, "failed")
    known = await read_refund(world.context, refund.id)

    settled = await world.simulator.post(f"/v1/refunds/{known.gateway_refund_id}/settle")

    assert settled.json()["state"] == "succeeded"
    payment_id = await checkout_of(world, order)
    event = EventKept(gateway="simulator", event_id=key(), payment_id=payment_id)
    await process_event(world.context, event)
    await until(world, refund, "succeeded", hurry=False)
    await _is_given_back_once(world, order)


async def test_one_that_does_not_answer_is_asked_before_money_goes_by_hand(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, refund = await _on_its_way(world)
    admin = world.acting(ADMIN)
    await admin.end_refund(refund.id, LOST, key=key())

    async def is_away(_: str) -> GatewayRefund:
        raise GatewayIsUnavailable("no_answer", error="ConnectError")

    with monkeypatch.context() as patched:
        patched.setattr(world.context.gateways.default, "read_refund", is_away)
        with pytest.raises(GatewayIsUnavailable):
            await admin.settle_refund_by_hand(refund.id, BY_HAND, key=key())
    assert (await admin.settle_refund_by_hand(refund.id, BY_HAND, key=key())).by_hand is not None


async def test_another_refund_of_the_gateway_takes_no_place_of_ours(world: World) -> None:
    _, refund = await _on_its_way(world)
    ours = (await read_refund(world.context, refund.id)).gateway_refund_id

    await adopt_refund(world.context, refund.id, "rfd_from_the_gateways_own_pages")

    assert (await read_refund(world.context, refund.id)).gateway_refund_id == ours


async def _as_if_succeeded(
    world: World, refund: RefundView
) -> Callable[[str], Awaitable[GatewayRefund]]:
    known = await read_refund(world.context, refund.id)
    assert known.gateway_refund_id is not None
    there = await world.context.gateways.default.read_refund(known.gateway_refund_id)

    async def read(_: str) -> GatewayRefund:
        return replace(there, state="succeeded")

    return read


async def _on_its_way(world: World) -> tuple[OpenPayment, RefundView]:
    order = await paid_by(world, "refund_pending")
    refund = await given_back(world, order)
    await until_told(world, refund, "on_its_way")
    return order, refund


async def _is_given_back_once(world: World, order: OpenPayment) -> None:
    assert await world.charged_minor(order) == 0
    account = await world.account(order.party)
    assert [e.kind for e in account.entries] == ["refund", "credit_note", "payment", "invoice"]
    async with world.context.database.autocommit() as connection:
        assert (await audit_page(connection, None)).findings == []


async def _raised(world: World, order: OpenPayment) -> list[str] | None:
    return world.flags.raised.get(order.order_id)


async def _has(keys: list[str]) -> bool:
    return bool(keys)
