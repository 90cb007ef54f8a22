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
async def bench(tmp_path: Path) -> AsyncIterator[Simulated]:
    async with simulated(tmp_path) as running:
        yield running


async def _look_up(bench: Simulated, key: str) -> GatewayPayment | None:
    return await bench.gateway.find_payment(checkout(key), NOW)


@pytest.mark.parametrize("fault", [one for one in REQUEST_FAULTS if one != "error_500_stored"])
async def test_a_fault_leaves_the_outcome_open_and_a_retry_with_the_key_goes_on(
    bench: Simulated, fault: str
) -> None:
    await bench.follow(FaultScript.model_validate({fault: 1}))
    with pytest.raises(GatewayIsUnavailable):
        await bench.open("k")
    done = await _look_up(bench, "k")
    assert (done is None) == (fault in DID_NOTHING)
    assert (await bench.faults()).injected == {fault: 1}

    await bench.follow(FaultScript())
    opened = await bench.open("k")
    assert done in (None, opened)
    assert (await bench.client.get("/v1/checkouts?reference=pi/k")).json()["items"][1:] == []


async def test_an_error_500_is_repeated_for_its_key_and_a_look_up_tells_what_was_done(
    bench: Simulated,
) -> None:
    script = FaultScript(error_500_stored=1)
    keys = [f"k{number}" for number in range(12)]
    await bench.follow(script)
    for key in keys:
        with pytest.raises(GatewayIsUnavailable):
            await bench.open(key)
    await bench.follow(FaultScript())
    for key in keys:
        with pytest.raises(GatewayIsUnavailable):
            await bench.open(key)
    done = {key: await _look_up(bench, key) for key in keys}
    assert {key for key in keys if done[key]} == {k for k in keys if script.acts_before_500(k)}
    assert None in done.values()
    assert any(done.values())

    bench.clock.ahead += timedelta(hours=1)
    for key in (key for key in keys if done[key] is None):
        assert (await bench.open(key)).state == "open"
    assert (await bench.faults()).injected == {"error_500_stored": 12}


async def test_a_forgotten_key_does_not_draw_the_same_fault_for_ever(bench: Simulated) -> None:
    script = FaultScript(error_500_stored=0.5)
    await bench.follow(script)
    for number in range(20):
        for _ in range(40):
            try:
                await bench.open(f"k{number}")
                break
            except GatewayIsUnavailable:
                bench.clock.ahead += timedelta(hours=1)
        assert await _look_up(bench, f"k{number}") is not None


async def test_a_key_is_forgotten_after_its_window(tmp_path: Path) -> None:
    async with simulated(tmp_path, key_window_seconds=60) as bench:
        first = await bench.open("k")
        bench.clock.ahead += timedelta(seconds=55)
        assert await bench.open("k") == first
        bench.clock.ahead += timedelta(seconds=10)
        assert (await bench.open("k")).payment_id != first.payment_id


async def test_while_a_request_hangs_another_one_with_its_key_is_told_so(
    bench: Simulated,
) -> None:
    await bench.follow(FaultScript(timeout_after=1, timeout_seconds=0.3))
    body = {"reference": "pi/k", "amount_minor": 1, "currency": "EUR"}
    headers = {"Idempotency-Key": "k"}
    hanging = asyncio.create_task(bench.open("k", amount_minor=1))
    while await _look_up(bench, "k") is None:
        await asyncio.sleep(0)
    answer = await bench.client.post("/v1/checkouts", json=body, headers=headers)
    assert answer.status_code == 409
    assert answer.json()["type"].endswith("request-is-in-flight")
    with pytest.raises(GatewayIsUnavailable):
        await hanging


async def test_refunds_and_cancelling_lose_answers_too(bench: Simulated) -> None:
    paid, opened = await bench.paid(), await bench.open()
    assert opened.payment_id is not None
    await bench.follow(FaultScript(timeout_after=1))
    with pytest.raises(GatewayIsUnavailable):
        await bench.gateway.refund(refund_order(paid))
    with pytest.raises(GatewayIsUnavailable):
        await bench.gateway.cancel_checkout(opened.payment_id)
    found = await bench.gateway.find_refund(refund_order(paid))
    assert found is not None
    assert found.state == "succeeded"
    assert (await bench.read(opened)).state == "cancelled"


async def test_look_ups_fail_and_then_work(bench: Simulated) -> None:
    opened = await bench.open("k")
    await bench.follow(FaultScript(look_up_fails=0.5))
    outcomes = []
    for _ in range(40):
        try:
            outcomes.append(await bench.read(opened) == opened)
        except GatewayIsUnavailable:
            outcomes.append(False)
    assert 5 < sum(outcomes) < 35
    assert (await bench.faults()).injected == {"look_up_fails": outcomes.count(False)}


async def test_the_same_seed_gives_the_same_faults_in_whatever_order(tmp_path: Path) -> None:
    script = FaultScript(seed=7, timeout_after=0.2, rate_limit_429=0.2, error_500_stored=0.1)
    keys = [f"order/{number}/payment/1" for number in range(60)]

    async def fail(folder: str, order: list[str]) -> set[str]:
        async with simulated(tmp_path / folder, faults=script) as bench:
            outcomes = await asyncio.gather(
                *(bench.open(key) for key in order), return_exceptions=True
            )
            assert sum((await bench.faults()).injected.values()) > 0
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
    async with simulated(tmp_path, faults=script) as bench:
        with pytest.raises(GatewayIsUnavailable):
            await bench.open("k")
    async with simulated(tmp_path) as bench:
        assert (await bench.faults()).injected == {"timeout_before": 1}
        assert (await bench.open("k")).state == "open"


async def test_only_the_test_profile_takes_another_script(tmp_path: Path) -> None:
    async with simulated(tmp_path, profile="local") as bench:
        answer = await bench.client.put("/v1/faults", json={"timeout_after": 1})
        assert answer.status_code == 403
        assert (await bench.faults()).script == FaultScript()


def test_rates_that_add_up_to_more_than_everything_are_refused() -> None:
    with pytest.raises(ValidationError, match="more than 1"):
        FaultScript(timeout_after=0.6, timeout_before=0.6)
    with pytest.raises(ValidationError):
        FaultScript.model_validate({"timeout_afterr": 0.1})
