"""Somebody presses "Request Cancellation" in the Temporal UI: that is on record, and whatever runs
goes on to its end with one of each document, at whatever moment it was pressed."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

import pytest
from temporalio.client import WorkflowExecutionStatus
from temporalio.worker import Replayer

from clients.system.temporal import DATA_CONVERTER
from contracts.decisions import OrderPath
from contracts.workflow import StartDateInput
from tests.workflows.conftest import RunningOrder, StartOrder, StartRefund
from tests.workflows.world import in_days
from workflows.worker import INTERCEPTORS, WORKFLOWS, workflow_runner

pytestmark = pytest.mark.engines

REFUSED = (
    "refuse cancel: Somebody asked Temporal to cancel the order's workflow. Nothing was cancelled,"
    " and the order goes on: to end it, reject its items, or have the customer cancel it."
)


async def _pay_and_move(order: RunningOrder) -> None:
    await order.until_open()
    await order.settle()
    await order.until_in("it_1", "awaiting_confirmation")
    moved = order.world.decide("it_1", documents="credit")
    await order.workflows.apply_decision(order.id, moved, wait_seconds=0)


async def _approve(order: RunningOrder) -> None:
    approved = order.world.decide("it_1", documents="invoice")
    await order.workflows.apply_decision(order.id, approved, wait_seconds=0)


async def _cancel_while_it_is_paid_for(order: RunningOrder) -> None:
    await order.until_open()
    cancelled = order.world.decide("it_1", "cancel")
    await order.workflows.apply_decision(order.id, cancelled, wait_seconds=0)


PAID = ["page 1", "activate paid", "notify payment", "credit it_1 1", "approved it_1"]
REQUESTED = ["notify received", "invoice it_1", "approved it_1"]
CLOSED = ["page 1", "close payment", "cancelled it_1"]
Play = Callable[[RunningOrder], Coroutine[Any, Any, None]]
DURING: list[tuple[OrderPath, str, Play, list[str]]] = [
    ("upfront", "open_payment", _pay_and_move, PAID),
    ("upfront", "settle", _pay_and_move, PAID),
    ("upfront", "issue_credit", _pay_and_move, PAID),
    ("upfront", "apply", _pay_and_move, PAID),
    ("upfront", "close_payment", _cancel_while_it_is_paid_for, CLOSED),
    ("request", "notify", _approve, REQUESTED),
    ("request", "issue_invoice", _approve, REQUESTED),
    ("request", "apply", _approve, REQUESTED),
]


@pytest.mark.parametrize(
    ("path", "step", "play", "effects"), DURING, ids=[f"{one[0]}-{one[1]}" for one in DURING]
)
async def test_during_a_step(
    start_order: StartOrder, path: OrderPath, step: str, play: Play, effects: list[str]
) -> None:
    order = await start_order(path, held=(step,))
    playing = asyncio.create_task(play(order))
    await order.held.begun[step].wait()

    await order.handle.cancel()
    await order.handle.cancel()  # and again, as nothing seems to happen
    order.held.release()

    await playing
    assert await order.handle.result() in ("completed", "cancelled")
    await _is_on_record_once(order)
    assert _without_notices(order.world.effects) == _without_notices([*effects, REFUSED])
    await _replays(order)


def _without_notices(effects: list[str]) -> list[str]:
    """In any order: the refusal is noted beside the steps."""
    return sorted(effect for effect in effects if not effect.startswith("notify"))


@pytest.mark.scenario("cancellation-refused")
async def test_while_the_payment_is_waited_for(start_order: StartOrder) -> None:
    order = await start_order()
    await order.until_read()
    await _cancel(order)

    await _pay_and_move(order)

    assert await order.handle.result() == "completed"
    assert order.world.count("credit it_1 1") == 1
    assert "Paid: €31.00. Credit note: €13.00." in await order.details()


async def test_while_approval_and_then_the_start_are_waited_for(start_order: StartOrder) -> None:
    order = await start_order("request")
    await order.until(lambda: "notify received" in order.world.effects)
    await _cancel(order)
    assert "Somebody asked Temporal to cancel this workflow" in await order.details()

    order.world.scheduled_for = {"it_1": in_days(3)}
    await _approve(order)
    await order.until_in("it_1", "scheduled")
    await order.handle.cancel()
    await order.fast_forward(days=4)

    assert await order.handle.result() == "completed"
    await _is_on_record_once(order)


async def test_while_a_start_is_waited_for(start_order: StartOrder) -> None:
    order = await start_order("request")
    order.world.scheduled_for = {"it_1": in_days(3)}
    await _approve(order)
    await order.until_in("it_1", "scheduled")

    await _cancel(order)
    await order.fast_forward(days=4)

    assert await order.handle.result() == "completed"
    assert order.world.count("activate it_1") == 1


async def test_before_a_worker_has_seen_the_order(start_order: StartOrder) -> None:
    order = await start_order("request", unseen=lambda handle: handle.cancel())

    await _approve(order)

    assert await order.handle.result() == "completed"
    await _is_on_record_once(order)


async def test_while_a_refused_step_waits_for_a_person(start_order: StartOrder) -> None:
    order = await start_order("request")
    order.world.refused.add("issue_invoice")
    await _approve(order)
    await order.until(lambda: order.world.attention == ["issue_invoice is refused"])

    await _cancel(order)
    assert order.world.attention == ["issue_invoice is refused"]
    order.world.refused.clear()
    await order.handle.signal("retry")

    assert await order.handle.result() == "completed"
    assert order.world.attention == []


async def test_while_a_decision_is_waited_for_its_sender_gets_the_answer(
    start_order: StartOrder,
) -> None:
    order = await start_order("request", held=("issue_invoice",))
    approved = order.world.decide("it_1", documents="invoice")
    deciding = asyncio.create_task(
        order.workflows.apply_decision(order.id, approved, wait_seconds=15)
    )
    await order.held.begun["issue_invoice"].wait()

    await order.handle.cancel()
    order.held.release()

    assert await deciding, "it was applied"
    assert await order.handle.result() == "completed"


async def test_a_corrected_start_date_is_carried_out_all_the_same(start_order: StartOrder) -> None:
    order = await start_order("request", held=("issue_credit",))
    await _approve(order)
    await order.handle.result()
    moved = order.world.decide("it_1", documents="credit", revision=2)
    correction = await order.client.start_workflow(
        "StartDateWorkflow",
        StartDateInput.model_validate(
            {
                "item_id": "it_1",
                "decision": {"decision_id": moved.decision_id, "documents": "credit"},
            }
        ),
        id=f"order/{order.id}/start-date/{moved.decision_id}",
        task_queue=f"queue-{order.id}",
    )
    await order.held.begun["issue_credit"].wait()

    await correction.cancel()
    order.held.release()

    await correction.result()
    assert order.world.count("credit it_1 2") == 1
    assert any(
        effect.startswith("refuse cancel: Somebody asked Temporal to cancel the correction")
        for effect in order.world.effects
    )


@pytest.mark.parametrize("is_down", [True, False])
async def test_a_refund_goes_on(start_refund: StartRefund, is_down: bool) -> None:
    refund = await start_refund("on_its_way", is_down=is_down)
    await refund.until(lambda: refund.world.tries > 0)

    await refund.handle.cancel()
    await refund.until(lambda: len(refund.world.refusals) == 1)
    refund.world.is_down = False
    refund.world.comes_to("succeeded")
    await refund.wake()

    assert await refund.handle.result() == "succeeded"
    [refusal] = refund.world.refusals
    assert (refusal.message, refusal.reason.facts) == ("cancel", {"workflow": "refund"})


async def _cancel(order: RunningOrder) -> None:
    """Twice in a row, until it is on record."""
    await order.handle.cancel()
    await order.handle.cancel()
    await order.until(lambda: REFUSED in order.world.effects)


async def _is_on_record_once(order: RunningOrder) -> None:
    assert order.world.count(REFUSED) == 1
    assert (await order.handle.describe()).status == WorkflowExecutionStatus.COMPLETED


async def _replays(order: RunningOrder) -> None:
    """As after a deploy, or when the worker had put it away."""
    replayer = Replayer(
        workflows=WORKFLOWS,
        workflow_runner=workflow_runner(),
        interceptors=INTERCEPTORS,
        data_converter=DATA_CONVERTER,
    )
    await replayer.replay_workflow(await order.handle.fetch_history())
