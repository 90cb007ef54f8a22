"""Messages that come early, twice, late, forged or malformed."""

import asyncio
from typing import Any

import pytest
from temporalio.api.common.v1 import Payload
from temporalio.client import WorkflowUpdateFailedError
from temporalio.common import RawValue

from contracts import workflow as names
from contracts.recording import RecordedDecision
from tests.workflows.conftest import StartOrder

pytestmark = pytest.mark.engines


async def test_a_decision_that_comes_twice_takes_effect_once(start_order: StartOrder) -> None:
    order = await start_order("request")
    approved = order.world.decide("it_1", documents="invoice")
    await asyncio.gather(
        *(order.handle.signal(names.DECIDE_SIGNAL, approved) for _ in range(5)),
        order.workflows.apply_decision(order.id, approved, wait_seconds=9),
    )

    await order.handle.result()
    assert order.world.tries["issue_invoice"] == 1
    assert order.world.tries["apply"] == 1


async def test_settled_hints_without_money_change_nothing(start_order: StartOrder) -> None:
    order = await start_order()
    for _ in range(3):
        await order.workflows.payment_settled(order.id)
    await order.until(lambda: order.world.tries["settle"] > 0)

    assert order.world.items == {"it_1": "awaiting_payment"}


@pytest.mark.scenario("operator-decides")
async def test_an_operator_may_decide_by_a_signal_alone(start_order: StartOrder) -> None:
    order = await start_order("request")
    decision = {"item_id": "it_1", "verdict": "approve", "start_on": "2023-01-14", "by": "ada"}
    await order.handle.signal(names.DECIDE_SIGNAL, decision)

    assert await order.handle.result() == "completed"
    assert "record it_1" in order.world.effects


BAD_MESSAGES: dict[str, Any] = {
    "no object": "approve it please",
    "a wrong verdict": {"item_id": "it_1", "verdict": "maybe", "by": "ada"},
    "no name": {"item_id": "it_1", "verdict": "approve"},
    "an impossible date": {
        "item_id": "it_1",
        "verdict": "approve",
        "by": "ada",
        "start_on": "2023-02-30",
    },
    "an unknown item": {"item_id": "it_9", "verdict": "approve", "by": "ada"},
    "a forged record": {
        "decision_id": "dec_forged",
        "item_id": "it_1",
        "verdict": "approve",
        "documents": "full_credit",
    },
}


BAD_MESSAGES |= {
    "an empty name": {"item_id": "it_1", "verdict": "approve", "by": ""},
    "an item id without end": {"item_id": "x" * 9_000, "verdict": "approve", "by": "ada"},
    "an empty decision id": {"decision_id": ""},
    "a decision id that is a path": {"decision_id": "dec/../applied"},
    "bytes": RawValue(Payload(metadata={"encoding": b"binary/plain"}, data=b"\x00\xff")),
    "nesting without end": RawValue(
        Payload(metadata={"encoding": b"json/plain"}, data=b"[" * 15_000)
    ),
}


@pytest.mark.parametrize("message", BAD_MESSAGES.values(), ids=BAD_MESSAGES.keys())
async def test_a_bad_decision_is_refused_and_recorded(
    start_order: StartOrder, message: Any
) -> None:
    order = await start_order("request")
    await order.handle.signal(names.DECIDE_SIGNAL, message)

    await order.until(lambda: any(e.startswith("refuse decide") for e in order.world.effects))
    assert order.world.items == {"it_1": "awaiting_approval"}
    assert not [e for e in order.world.effects if e.startswith(("credit", "invoice"))]
    approved = order.world.decide("it_1", documents="invoice")
    assert await order.workflows.apply_decision(order.id, approved, wait_seconds=9)


async def test_a_decision_takes_effect_after_a_forgery_of_it_was_refused(
    start_order: StartOrder,
) -> None:
    order = await start_order("request")
    await order.handle.signal(names.DECIDE_SIGNAL, {"decision_id": "dec_approve_it_1_1"})
    await order.until(lambda: any(e.startswith("refuse decide") for e in order.world.effects))

    approved = order.world.decide("it_1", documents="invoice")
    assert await order.workflows.apply_decision(order.id, approved, wait_seconds=9)
    assert await order.handle.result() == "completed"


async def test_what_cannot_even_be_noted_does_not_stop_the_order(start_order: StartOrder) -> None:
    order = await start_order("request")
    order.world.refused.add("record_refusal")
    await order.handle.signal("aprove", "it")

    approved = order.world.decide("it_1", documents="invoice")
    assert await order.workflows.apply_decision(order.id, approved, wait_seconds=9)


@pytest.mark.parametrize("signal", ["aprove", names.PAYMENT_ATTEMPTED_SIGNAL, "x" * 400])
@pytest.mark.scenario("unusable-signal")
async def test_an_unusable_signal_is_refused_and_recorded(
    start_order: StartOrder, signal: str
) -> None:
    order = await start_order()
    await order.handle.signal(signal, {"item_id": "it_1"})

    refused = f"refuse {signal[:100]}:"
    await order.until(lambda: any(e.startswith(refused) for e in order.world.effects))
    await order.settle()
    await order.until_in("it_1", "awaiting_confirmation")


async def test_the_sender_of_a_decision_without_a_record_is_told(start_order: StartOrder) -> None:
    order = await start_order("request")
    forged = RecordedDecision(
        decision_id="dec_forged", item_id="it_1", verdict="reject", documents="none"
    )
    with pytest.raises(WorkflowUpdateFailedError):
        await order.handle.execute_update(names.DECIDE_UPDATE, forged)
    assert order.world.items == {"it_1": "awaiting_approval"}


@pytest.mark.scenario("needs-attention")
async def test_a_step_refused_for_good_asks_a_person_and_goes_on_after_retry(
    start_order: StartOrder,
) -> None:
    order = await start_order("request")
    order.world.refused.add("issue_invoice")
    approved = order.world.decide("it_1", documents="invoice")
    await order.workflows.apply_decision(order.id, approved, wait_seconds=0)
    await order.until(lambda: order.world.attention == ["issue_invoice is refused"])
    assert order.world.items == {"it_1": "awaiting_approval"}

    order.world.refused.clear()
    await order.handle.signal(names.RETRY_SIGNAL)

    assert await order.handle.result() == "completed"
    assert order.world.attention == []


async def test_tells_the_operator_what_it_waits_for(start_order: StartOrder) -> None:
    order = await start_order("request")
    await order.until(lambda: "notify received" in order.world.effects)

    details = await order.handle.query("__temporal_workflow_metadata")

    words = str(details)
    assert "Waits for approval; an admin of the partner can approve or reject" in words
