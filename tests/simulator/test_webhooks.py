"""Webhooks that misbehave: as a card or the fault script wants, and counted."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from contracts.payments import GatewayIsUnavailable
from simulator.faults import FaultScript
from tests.patience import eventually
from tests.simulator.world import Simulated, simulated


@pytest.fixture
async def simulator(tmp_path: Path) -> AsyncIterator[Simulated]:
    async with simulated(tmp_path) as running:
        yield running


async def test_a_webhook_comes_once_and_names_payment_and_reference(simulator: Simulated) -> None:
    paid = await simulator.paid()
    assert await simulator.heard(1) == ["payment.captured"]
    [event] = simulator.receiver.taken
    assert (event.payment_id, event.reference) == (paid.payment_id, paid.reference)
    assert (await simulator.faults()).injected == {}


async def test_one_comes_before_the_answer(simulator: Simulated) -> None:
    await simulator.follow(FaultScript(webhook_first=1))
    opened = await simulator.open()
    assert simulator.receiver.types == ["payment.opened"]
    await simulator.pay(opened)
    assert simulator.receiver.types == ["payment.opened", "payment.captured"]


async def test_one_comes_although_the_answer_is_lost(simulator: Simulated) -> None:
    await simulator.follow(FaultScript(webhook_first=1, timeout_after=1))
    with pytest.raises(GatewayIsUnavailable):
        await simulator.open()
    assert simulator.receiver.types == ["payment.opened"]


async def test_one_comes_ten_times(simulator: Simulated) -> None:
    await simulator.paid("webhook_duplicated")
    assert await simulator.heard(10) == ["payment.captured"] * 10
    assert len({event.id for event in simulator.receiver.taken}) == 1


async def test_one_never_comes(simulator: Simulated) -> None:
    await simulator.paid("webhook_lost")
    await simulator.paid()
    await simulator.heard(1)
    lost = (await simulator.faults()).webhooks["lost"]
    assert (lost.planned, lost.sent, lost.waiting) == (1, 0, 0)


async def test_one_comes_late(simulator: Simulated) -> None:
    await simulator.follow(FaultScript(late_seconds=0.05))
    await simulator.paid("webhook_late")
    assert simulator.receiver.types == []
    await simulator.heard(1)
    assert (await simulator.faults()).injected == {"webhook_late": 1}


async def test_two_come_in_the_wrong_order(simulator: Simulated) -> None:
    await simulator.paid("webhook_reordered")
    assert await simulator.heard(2) == ["payment.captured", "payment.processing"]


@pytest.mark.parametrize("card", ["webhook_forged", "webhook_replayed_old"])
async def test_a_forgery_is_refused_and_not_sent_again(simulator: Simulated, card: str) -> None:
    await simulator.paid(card)

    async def refused() -> bool | None:
        return (await simulator.faults()).forgeries_answered == 1 or None

    await eventually(refused)
    assert await simulator.heard(1) == ["payment.captured"]
    view = await simulator.faults()
    assert (simulator.receiver.forged, view.forgeries_accepted) == (1, 0)
    assert sum(sendings.waiting for sendings in view.webhooks.values()) == 0


async def test_a_receiver_that_accepts_a_forgery_is_found_out(simulator: Simulated) -> None:
    simulator.receiver.accepts_everything = True
    await simulator.paid("webhook_forged")

    async def found() -> bool | None:
        return (await simulator.faults()).forgeries_accepted == 1 or None

    await eventually(found)


async def test_well_signed_lies_come_along(simulator: Simulated) -> None:
    paid = await simulator.paid("webhook_other_amount")
    await simulator.heard(2)
    assert {event.payment_id for event in simulator.receiver.taken} == {paid.payment_id}
    assert len({event.id for event in simulator.receiver.taken}) == 2

    await simulator.paid("webhook_unknown_payment")
    await simulator.heard(4)
    assert len({event.payment_id for event in simulator.receiver.taken}) == 3


async def test_the_script_draws_its_rates_from_many_payments(simulator: Simulated) -> None:
    await simulator.follow(FaultScript(webhook_lost=0.3, webhook_forged=0.3, duplicates=2))
    for _ in range(40):
        await simulator.paid()
    view = await simulator.faults()
    assert 3 < view.injected["webhook_lost"] < 25
    assert view.injected["webhook_forged"] > 3
    assert view.webhooks["lost"].planned == view.injected["webhook_lost"]
    genuine = view.webhooks["genuine"].planned
    assert await simulator.heard(genuine) == ["payment.captured"] * genuine
