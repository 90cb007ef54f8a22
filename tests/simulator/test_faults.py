"""The fault script as its callers see it: lost answers, stored errors, refusals that pass."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pydantic import ValidationError

from contracts.payments import GatewayIsUnavailable
from services.payments.domain.collecting.intents import GatewayPayment
from simulator.faults import REQUEST_FAULTS, FaultScript
from tests.simulator.world import Simulated, checkout, refund_order, simulated

NOW = datetime.now(UTC)
DID_NOTHING = ("timeout_before", "in_flight_409", "rate_limit_429")


@pytest.fixture
async def simulator(tmp_path: Path) -> AsyncIterator[Simulated]:
    async with simulated(tmp_path) as running:
        yield running


async def _look_up(simulator: Simulated, key: str) -> GatewayPayment | None:
    return await simulator.gateway.find_payment(checkout(key), NOW)


@pytest.mark.parametrize("fault", [one for one in REQUEST_FAULTS if one != "error_500_stored"])
async def test_a_fault_leaves_the_outcome_open_and_a_retry_with_the_key_goes_on(
    simulator: Simulated, fault: str
) -> None:
    await simulator.follow(FaultScript.model_validate({fault: 1}))
    with pytest.raises(GatewayIsUnavailable):
        await simulator.open("k")
    done = await _look_up(simulator, "k")
    assert (done is None) == (fault in DID_NOTHING)
    assert (await simulator.faults()).injected == {fault: 1}

    await simulator.follow(FaultScript())
    opened = await simulator.open("k")
    assert done in (None, opened)
    assert (await simulator.client.get("/v1/checkouts?reference=pi/k")).json()["items"][1:] == []


async def test_an_error_500_is_repeated_for_its_key_and_a_look_up_tells_what_was_done(
    simulator: Simulated,
) -> None:
    script = FaultScript(error_500_stored=1)
    keys = [f"k{number}" for number in range(12)]
    await simulator.follow(script)
    for key in keys:
        with pytest.raises(GatewayIsUnavailable):
            await simulator.open(key)
    await simulator.follow(FaultScript())
    for key in keys:
        with pytest.raises(GatewayIsUnavailable):
            await simulator.open(key)
    done = {key: await _look_up(simulator, key) for key in keys}
    assert {key for key in keys if done[key]} == {k for k in keys if script.acts_before_500(k)}
    assert None in done.values()
    assert any(done.values())

    simulator.clock.ahead += timedelta(hours=1)
    for key in (key for key in keys if done[key] is None):
        assert (await simulator.open(key)).state == "open"
    assert (await simulator.faults()).injected == {"error_500_stored": 12}


async def test_a_forgotten_key_does_not_draw_the_same_fault_for_ever(simulator: Simulated) -> None:
    script = FaultScript(error_500_stored=0.5)
    await simulator.follow(script)
    for number in range(20):
        for _ in range(40):
            try:
                await simulator.open(f"k{number}")
                break
            except GatewayIsUnavailable:
                simulator.clock.ahead += timedelta(hours=1)
        assert await _look_up(simulator, f"k{number}") is not None


async def test_a_key_is_forgotten_after_its_window(tmp_path: Path) -> None:
    async with simulated(tmp_path, key_window_seconds=60) as simulator:
        first = await simulator.open("k")
        simulator.clock.ahead += timedelta(seconds=55)
        assert await simulator.open("k") == first
        simulator.clock.ahead += timedelta(seconds=10)
        assert (await simulator.open("k")).payment_id != first.payment_id


async def test_while_a_request_hangs_another_one_with_its_key_is_told_so(
    simulator: Simulated,
) -> None:
    await simulator.follow(FaultScript(timeout_after=1, timeout_seconds=0.3))
    body = {"reference": "pi/k", "amount_minor": 1, "currency": "EUR"}
    headers = {"Idempotency-Key": "k"}
    hanging = asyncio.create_task(simulator.open("k", amount_minor=1))
    while await _look_up(simulator, "k") is None:
        await asyncio.sleep(0)
    answer = await simulator.client.post("/v1/checkouts", json=body, headers=headers)
    assert answer.status_code == 409
    assert answer.json()["type"].endswith("request-is-in-flight")
    with pytest.raises(GatewayIsUnavailable):
        await hanging


async def test_refunds_and_cancelling_lose_answers_too(simulator: Simulated) -> None:
    paid, opened = await simulator.paid(), await simulator.open()
    assert opened.payment_id is not None
    await simulator.follow(FaultScript(timeout_after=1))
    with pytest.raises(GatewayIsUnavailable):
        await simulator.gateway.refund(refund_order(paid))
    with pytest.raises(GatewayIsUnavailable):
        await simulator.gateway.cancel_checkout(opened.payment_id)
    found = await simulator.gateway.find_refund(refund_order(paid))
    assert found is not None
    assert found.state == "succeeded"
    assert (await simulator.read(opened)).state == "cancelled"


async def test_look_ups_fail_and_then_work(simulator: Simulated) -> None:
    opened = await simulator.open("k")
    await simulator.follow(FaultScript(look_up_fails=0.5))
    outcomes = []
    for _ in range(40):
        try:
            outcomes.append(await simulator.read(opened) == opened)
        except GatewayIsUnavailable:
            outcomes.append(False)
    assert 5 < sum(outcomes) < 35
    assert (await simulator.faults()).injected == {"look_up_fails": outcomes.count(False)}


async def test_the_same_seed_gives_the_same_faults_in_whatever_order(tmp_path: Path) -> None:
    script = FaultScript(seed=7, timeout_after=0.2, rate_limit_429=0.2, error_500_stored=0.1)
    keys = [f"order/{number}/payment/1" for number in range(60)]

    async def fail(folder: str, order: list[str]) -> set[str]:
        async with simulated(tmp_path / folder, faults=script) as simulator:
            outcomes = await asyncio.gather(
                *(simulator.open(key) for key in order), return_exceptions=True
            )
            assert sum((await simulator.faults()).injected.values()) > 0
        return {
            k for k, out in zip(order, outcomes, strict=True) if not isinstance(out, GatewayPayment)
        }

    failing = await fail("a", keys)
    assert failing == await fail("b", keys[::-1])
    assert 10 < len(failing) < 50
    drawn = {key for key in keys if script.request_fault(key, 1)}
    assert failing == drawn
    other = script.model_copy(update={"seed": 8})
    assert {key for key in keys if other.request_fault(key, 1)} != drawn


async def test_counters_and_faults_outlive_a_restart(tmp_path: Path) -> None:
    script = FaultScript(timeout_before=1)
    async with simulated(tmp_path, faults=script) as simulator:
        with pytest.raises(GatewayIsUnavailable):
            await simulator.open("k")
    async with simulated(tmp_path) as simulator:
        assert (await simulator.faults()).injected == {"timeout_before": 1}
        assert (await simulator.open("k")).state == "open"


async def test_only_the_test_profile_takes_another_script(tmp_path: Path) -> None:
    async with simulated(tmp_path, profile="local") as simulator:
        answer = await simulator.client.put("/v1/faults", json={"timeout_after": 1})
        assert answer.status_code == 403
        assert (await simulator.faults()).script == FaultScript()


def test_rates_that_add_up_to_more_than_everything_are_refused() -> None:
    with pytest.raises(ValidationError, match="more than 1"):
        FaultScript(timeout_after=0.6, timeout_before=0.6)
    with pytest.raises(ValidationError):
        FaultScript.model_validate({"timeout_afterr": 0.1})
