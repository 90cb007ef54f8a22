"""The gateway gives money back after somebody ended the refund: it is booked and not paid twice."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date

import pytest

from contracts.actors import Actor
from contracts.payments import GatewayIsUnavailable
from contracts.refunds import EndRefund, RefundHasNotFailed, RefundView, SettleRefundByHand
from services.payments.gateways.port import GatewayRefund
from services.payments.messages import EventKept
from services.payments.use_cases.collecting.receive_webhook import process_event
from services.payments.use_cases.refunding.read_refunds import read_refund
from services.payments.use_cases.refunding.resolve_refund import adopt_refund
from tests.services.payments.refunding import (
    checkout_of,
    is_given_back_once,
    key,
    on_its_way,
    until,
    until_told,
)
from tests.services.payments.world import World

pytestmark = pytest.mark.engines
ADMIN = Actor(kind="admin", id="ada", partner_id=1)
LOST = EndRefund(reason="The gateway knows nothing of it.")
BY_HAND = SettleRefundByHand(method="cash", reference="R-1", given_back_on=date(2023, 1, 2))


async def test_what_the_gateway_made_after_all_is_booked_and_not_paid_by_hand_too(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, refund = await on_its_way(world)
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
    order, refund = await on_its_way(world)
    await world.acting(ADMIN).end_refund(refund.id, LOST, key=key())
    await until_told(world, refund, "failed")
    known = await read_refund(world.context, refund.id)

    settled = await world.simulator.post(f"/v1/refunds/{known.gateway_refund_id}/settle")

    assert settled.json()["state"] == "succeeded"
    payment_id = await checkout_of(world, order)
    event = EventKept(gateway="simulator", event_id=key(), payment_id=payment_id)
    await process_event(world.context, event)
    await until(world, refund, "succeeded", hurry=False)
    await is_given_back_once(world, order)


async def test_one_that_does_not_answer_is_asked_before_money_goes_by_hand(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, refund = await on_its_way(world)
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
    _, refund = await on_its_way(world)
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
