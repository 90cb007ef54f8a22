"""What the magic cards do, seen through the adapter: captures, cancelling, answers, refunds."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import httpx2 as httpx
import pytest

from contracts.payments import GatewayIsUnavailable
from services.payments.domain.collecting.intents import DeclineReason, declined_as
from simulator.card_list import CARDS
from tests.patience import eventually
from tests.simulator.world import Simulated, refund_order, simulated


@pytest.fixture
async def simulator(tmp_path: Path) -> AsyncIterator[Simulated]:
    async with simulated(tmp_path) as running:
        yield running


def test_no_two_cards_are_alike() -> None:
    for attribute in ("number", "name", "last_four"):
        assert len({getattr(card, attribute) for card in CARDS}) == len(CARDS)
    assert all(len(card.number) == 16 and card.number.isdigit() for card in CARDS)


@pytest.mark.parametrize(
    ("card", "captured"),
    [
        ("success", (3_100, "EUR")),
        ("mastercard", (3_100, "EUR")),
        ("wrong_amount", (3_101, "EUR")),
        ("wrong_currency", (3_100, "USD")),
    ],
)
async def test_a_card_captures(simulator: Simulated, card: str, captured: tuple[int, str]) -> None:
    paid = await simulator.paid(card)
    assert paid.state == "captured"
    assert (paid.amount_minor, paid.currency) == captured


@pytest.mark.parametrize(
    ("card", "reason"),
    [
        ("decline", "card_declined"),
        ("expired", "card_expired"),
        ("insufficient_funds", "insufficient_funds"),
    ],
)
async def test_a_card_is_declined(simulator: Simulated, card: str, reason: DeclineReason) -> None:
    declined = await simulator.paid(card)
    assert (declined.state, declined.failure) == ("failed", declined_as(reason))


async def test_a_pending_payment_settles_after_days(simulator: Simulated) -> None:
    pending = await simulator.paid("pending_for_days")
    simulator.clock.ahead += timedelta(days=2, hours=23)
    other = await simulator.paid("pending_then_success")
    simulator.clock.ahead += timedelta(hours=2)

    async def both_settled() -> bool | None:
        states = [(await simulator.read(one)).state for one in (pending, other)]
        return states == ["captured", "captured"] or None

    assert pending.state == "processing"
    await eventually(both_settled)


async def _cancelled_then_settled(simulator: Simulated, card: str) -> tuple[str, str]:
    pending = await simulator.paid(card)
    assert pending.payment_id is not None
    cancelled = await simulator.gateway.cancel_checkout(pending.payment_id)
    await simulator.client.post(f"/v1/checkouts/{pending.payment_id}/settle")
    return cancelled.state, (await simulator.read(pending)).state


@pytest.mark.parametrize(
    ("card", "states"),
    [
        ("pending_then_success", ("cancelled", "cancelled")),
        ("past_cancelling", ("processing", "captured")),
        ("captures_cancelled", ("cancelled", "captured")),
    ],
)
async def test_cancelling_what_is_pending(
    simulator: Simulated, card: str, states: tuple[str, str]
) -> None:
    assert await _cancelled_then_settled(simulator, card) == states


@pytest.mark.parametrize(
    ("card", "first", "paid_then"),
    [
        ("timeout_after", None, True),
        ("timeout_before", None, False),
        ("error_500_stored", 500, True),
        ("in_flight_409", 409, False),
        ("rate_limit_429", 429, False),
    ],
)
async def test_the_page_answers_badly_and_the_second_press_charges_nothing_twice(
    simulator: Simulated, card: str, first: int | None, paid_then: bool
) -> None:
    opened = await simulator.open()
    if first is None:
        with pytest.raises(httpx.ReadTimeout):
            await simulator.pay(opened, card)
    else:
        assert (await simulator.pay(opened, card)).status_code == first
    assert (await simulator.read(opened)).state == ("captured" if paid_then else "open")
    again = await simulator.pay(opened, card)
    assert again.status_code == (500 if card == "error_500_stored" else 200)
    assert (await simulator.read(opened)).state == "captured"
    assert len((await simulator.client.get("/v1/book")).json()["charges"]) == 1
    assert card in (await simulator.faults()).injected


async def test_a_linked_card_brings_its_fault_to_the_opening(simulator: Simulated) -> None:
    method_id = await simulator.link("cus_1", "timeout_after")
    with pytest.raises(GatewayIsUnavailable):
        await simulator.open("k", linked_method=method_id)
    opened = await simulator.open("k", linked_method=method_id)
    assert (await simulator.client.get("/v1/checkouts?reference=pi/k")).json()["items"][1:] == []
    with pytest.raises(httpx.ReadTimeout):
        await simulator.pay(opened, "linked")
    assert (await simulator.read(opened)).state == "captured"


async def test_three_look_ups_fail(simulator: Simulated) -> None:
    opened = await simulator.open()
    await simulator.pay(opened, "look_ups_fail")
    for _ in range(3):
        with pytest.raises(GatewayIsUnavailable):
            await simulator.read(opened)
    assert (await simulator.read(opened)).state == "captured"


async def test_a_refund_that_fails_once_works_with_the_next_key(simulator: Simulated) -> None:
    paid = await simulator.paid("refund_fails_once")
    assert (await simulator.gateway.refund(refund_order(paid, "r/1"))).state == "failed"
    assert (await simulator.gateway.refund(refund_order(paid, "r/1"))).state == "failed"
    assert (await simulator.gateway.refund(refund_order(paid, "r/2"))).state == "succeeded"


@pytest.mark.parametrize(
    ("card", "ends_as"),
    [("refund_pending", "succeeded"), ("refund_pending_then_failure", "failed")],
)
async def test_a_pending_refund_comes_to_its_end(
    simulator: Simulated, card: str, ends_as: str
) -> None:
    paid = await simulator.paid(card)
    made = await simulator.gateway.refund(refund_order(paid))
    assert made.state == "pending"
    await simulator.client.post(f"/v1/refunds/{made.id}/settle")
    assert (await simulator.gateway.read_refund(made.id)).state == ends_as


async def test_a_refund_comes_back_and_the_second_one_stays(simulator: Simulated) -> None:
    paid = await simulator.paid("refund_comes_back")
    for number, (at_first, in_the_end) in enumerate(
        [("succeeded", "failed"), ("succeeded", "succeeded")]
    ):
        made = await simulator.gateway.refund(refund_order(paid, f"r/{number}"))
        assert made.state == at_first
        await simulator.client.post(f"/v1/refunds/{made.id}/settle")
        assert (await simulator.gateway.read_refund(made.id)).state == in_the_end


async def test_a_refund_is_refused_for_good(simulator: Simulated) -> None:
    paid = await simulator.paid("refund_refused")
    for number in range(3):
        made = await simulator.gateway.refund(refund_order(paid, f"r/{number}"))
        assert made.state == "failed"
        assert made.failure
