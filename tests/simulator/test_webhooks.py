"""Webhooks that misbehave: as a card or the fault script wants, and counted."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from contracts.payments import GatewayIsUnavailable
from simulator.faults import FaultScript
from tests.services.payments.world import eventually
from tests.simulator.world import Simulated, simulated


@pytest.fixture
async def bench(tmp_path: Path) -> AsyncIterator[Simulated]:
    async with simulated(tmp_path) as running:
        yield running


async def test_a_webhook_comes_once_and_names_payment_and_reference(bench: Simulated) -> None:
    paid = await bench.paid()
    assert await bench.heard(1) == ["payment.captured"]
    [event] = bench.receiver.taken
    assert (event.payment_id, event.reference) == (paid.payment_id, paid.reference)
    assert (await bench.faults()).injected == {}


async def test_one_comes_before_the_answer(bench: Simulated) -> None:
    await bench.follow(FaultScript(webhook_first=1))
    opened = await bench.open()
    assert bench.receiver.types == ["payment.opened"]
    await bench.pay(opened)
    assert bench.receiver.types == ["payment.opened", "payment.captured"]


async def test_one_comes_although_the_answer_is_lost(bench: Simulated) -> None:
    await bench.follow(FaultScript(webhook_first=1, timeout_after=1))
    with pytest.raises(GatewayIsUnavailable):
        await bench.open()
    assert bench.receiver.types == ["payment.opened"]


async def test_one_comes_ten_times(bench: Simulated) -> None:
    await bench.paid("webhook_duplicated")
    assert await bench.heard(10) == ["payment.captured"] * 10
    assert len({event.id for event in bench.receiver.taken}) == 1


async def test_one_never_comes(bench: Simulated) -> None:
    await bench.paid("webhook_lost")
    await bench.paid()
    await bench.heard(1)
    lost = (await bench.faults()).webhooks["lost"]
    assert (lost.planned, lost.sent, lost.waiting) == (1, 0, 0)


async def test_one_comes_late(bench: Simulated) -> None:
    await bench.follow(FaultScript(late_seconds=0.05))
    await bench.paid("webhook_late")
    assert bench.receiver.types == []
    await bench.heard(1)
    assert (await bench.faults()).injected == {"webhook_late": 1}


async def test_two_come_in_the_wrong_order(bench: Simulated) -> None:
    await bench.paid("webhook_reordered")
    assert await bench.heard(2) == ["payment.captured", "payment.processing"]


@pytest.mark.parametrize("card", ["webhook_forged", "webhook_replayed_old"])
async def test_a_forgery_is_refused_and_not_sent_again(bench: Simulated, card: str) -> None:
    await bench.paid(card)

    async def refused() -> bool | None:
        return (await bench.faults()).forgeries_answered == 1 or None

    await eventually(refused)
    assert await bench.heard(1) == ["payment.captured"]
    view = await bench.faults()
    assert (bench.receiver.forged, view.forgeries_accepted) == (1, 0)
    assert sum(sendings.waiting for sendings in view.webhooks.values()) == 0


async def test_a_receiver_that_accepts_a_forgery_is_found_out(bench: Simulated) -> None:
    bench.receiver.accepts_everything = True
    await bench.paid("webhook_forged")

    async def found() -> bool | None:
        return (await bench.faults()).forgeries_accepted == 1 or None

    await eventually(found)


async def test_well_signed_lies_come_along(bench: Simulated) -> None:
    paid = await bench.paid("webhook_other_amount")
    await bench.heard(2)
    assert {event.payment_id for event in bench.receiver.taken} == {paid.payment_id}
    assert len({event.id for event in bench.receiver.taken}) == 2

    await bench.paid("webhook_unknown_payment")
    await bench.heard(4)
    assert len({event.payment_id for event in bench.receiver.taken}) == 3


async def test_the_script_draws_its_rates_from_many_payments(bench: Simulated) -> None:
    await bench.follow(FaultScript(webhook_lost=0.3, webhook_forged=0.3, duplicates=2))
    for _ in range(40):
        await bench.paid()
    view = await bench.faults()
    assert 3 < view.injected["webhook_lost"] < 25
    assert view.injected["webhook_forged"] > 3
    assert view.webhooks["lost"].planned == view.injected["webhook_lost"]
    genuine = view.webhooks["genuine"].planned
    assert await bench.heard(genuine) == ["payment.captured"] * genuine
