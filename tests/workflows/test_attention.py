"""An order that a person must look at: flagged by a step, by its payment, or by others."""

import asyncio
from typing import Any

import pytest
from temporalio.common import SearchAttributeKey

from contracts import search_attributes as attributes
from contracts import workflow as names
from contracts.said import said
from tests.workflows.conftest import RunningOrder, StartOrder

pytestmark = pytest.mark.engines


@pytest.mark.scenario("captured-another-amount")
async def test_a_mismatch_is_flagged_and_the_customer_tries_again_all_the_same(
    start_order: StartOrder,
) -> None:
    order = await _mismatched(await start_order())

    await order.pay_again(2)
    await _shown(order, payment="open", flagged=True)
    await order.settle(attempt=2)
    await _shown(order, payment="paid", flagged=True)


async def test_retry_in_the_temporal_ui_solves_what_the_payment_flagged(
    start_order: StartOrder,
) -> None:
    order = await _mismatched(await start_order())

    await order.handle.signal(names.RETRY_SIGNAL)

    await order.until(lambda: order.world.attention == [])
    await _shown(order, flagged=False)
    assert order.world.items == {"it_1": "payment_failed"}


@pytest.mark.scenario("flagged-by-others")
async def test_retry_solves_what_others_flagged_while_approval_is_waited_for(
    start_order: StartOrder,
) -> None:
    order = await start_order("request")
    await order.until(lambda: "notify received" in order.world.effects)
    order.world.flag("refund", "The refund failed.")
    await order.workflows.attention_changed(order.id)
    await _shown(order, flagged=True)
    assert "**Needs attention:** The refund failed. When it is solved" in await order.details()

    await order.handle.signal(names.RETRY_SIGNAL)

    await _shown(order, flagged=False)
    assert order.world.attention == []
    approved = order.world.decide("it_1", documents="invoice")
    assert await order.workflows.apply_decision(order.id, approved, wait_seconds=9)


async def test_what_a_person_solved_at_the_orders_service_is_seen_here(
    start_order: StartOrder,
) -> None:
    order = await _mismatched(await start_order())

    order.world.flags.clear()
    await order.workflows.attention_changed(order.id)

    await _shown(order, flagged=False)
    assert order.world.tries["record_attention"] == 0


async def test_a_step_is_tried_again_once_a_person_solved_it_at_the_orders_service(
    start_order: StartOrder,
) -> None:
    order = await start_order("request")
    order.world.refused.add("issue_invoice")
    approved = order.world.decide("it_1", documents="invoice")
    await order.workflows.apply_decision(order.id, approved, wait_seconds=0)
    await order.until(lambda: order.world.attention == ["issue_invoice is refused"])
    await order.workflows.attention_changed(order.id)
    await order.until(lambda: order.world.tries["read_progress"] == 1)
    assert order.world.tries["issue_invoice"] == 1

    order.world.refused.clear()
    order.world.flags.clear()
    await order.workflows.attention_changed(order.id)

    assert await order.handle.result() == "completed"


async def test_a_refused_step_flags_the_order_with_code_and_facts(start_order: StartOrder) -> None:
    order = await start_order("request")
    order.world.refused.add("issue_invoice")
    order.world.why_refused = said("object-is-not-found", what="invoice")
    approved = order.world.decide("it_1", documents="invoice")
    await order.workflows.apply_decision(order.id, approved, wait_seconds=0)

    await order.until(lambda: bool(order.world.flags))

    assert list(order.world.flags.values()) == [order.world.why_refused]
    await _shown(order, flagged=True)
    assert "issue_invoice is refused" in str(
        await order.handle.query("__temporal_workflow_metadata")
    )


async def test_a_step_that_is_given_up_leaves_what_others_flagged(
    start_order: StartOrder,
) -> None:
    order = await start_order(held=("open_payment",))
    order.world.refused.add("open_payment")
    order.held.release()
    await order.until(lambda: order.world.attention == ["open_payment is refused"])
    order.world.flag("refund", "The refund failed.")
    await order.workflows.attention_changed(order.id)
    await order.until(lambda: order.world.tries["read_progress"] == 1)

    cancelled = order.world.decide("it_1", "cancel")
    await order.workflows.apply_decision(order.id, cancelled, wait_seconds=0)

    await order.until_in("it_1", "cancelled")
    assert order.world.attention == ["The refund failed."]


async def test_retry_solves_the_steps_reason_and_what_others_flagged_meanwhile(
    start_order: StartOrder,
) -> None:
    order = await _stuck_and_flagged_by_others(start_order)
    order.world.refused.clear()

    await order.handle.signal(names.RETRY_SIGNAL)

    assert await order.handle.result() == "completed"
    assert order.world.attention == []


async def test_a_retry_solves_nothing_that_was_flagged_after_it(start_order: StartOrder) -> None:
    order = await start_order("request")
    await order.until(lambda: "notify received" in order.world.effects)
    order.world.flag("seen", "The refund failed.")
    await order.workflows.attention_changed(order.id)
    await _shown(order, flagged=True)
    order.world.down.add("record_attention")
    await order.handle.signal(names.RETRY_SIGNAL)
    await order.until(lambda: order.world.tries["record_attention"] > 0)

    order.world.flag("late", "Another refund failed.")
    order.world.down.clear()

    await order.until(lambda: "seen" not in order.world.flags)
    assert list(order.world.flags) == ["late"]


async def test_a_step_whose_flag_a_person_solved_goes_on_while_another_flag_stays(
    start_order: StartOrder,
) -> None:
    order = await _stuck_and_flagged_by_others(start_order)
    order.world.refused.clear()
    for key in [key for key in order.world.flags if key.startswith("step/")]:
        del order.world.flags[key]

    await order.workflows.attention_changed(order.id)

    assert await order.handle.result() == "needs_attention"
    assert list(order.world.flags) == ["refund"]


async def test_a_retry_that_nobody_waits_for_does_no_harm(start_order: StartOrder) -> None:
    order = await start_order("request")
    await order.until(lambda: "notify received" in order.world.effects)
    await order.handle.signal(names.RETRY_SIGNAL)
    await order.until(lambda: order.world.tries["record_attention"] == 1)
    approved = order.world.decide("it_1", documents="invoice")
    assert await order.workflows.apply_decision(order.id, approved, wait_seconds=9)


async def _stuck_and_flagged_by_others(start_order: StartOrder) -> RunningOrder:
    order = await start_order("request")
    order.world.refused.add("issue_invoice")
    approved = order.world.decide("it_1", documents="invoice")
    await order.workflows.apply_decision(order.id, approved, wait_seconds=0)
    await order.until(lambda: order.world.attention == ["issue_invoice is refused"])
    order.world.flag("refund", "The refund failed.")
    await order.workflows.attention_changed(order.id)
    await order.until(lambda: order.world.tries["read_progress"] == 1)
    return order


async def _mismatched(order: RunningOrder) -> RunningOrder:
    """The gateway captured another amount, and the workflow has read it."""
    await order.until_open()
    order.world.mismatched.add(1)
    await order.workflows.payment_settled(order.id)
    await order.until_in("it_1", "payment_failed")
    await _shown(order, flagged=True)
    return order


async def _shown(order: RunningOrder, **wanted: object) -> None:
    """Wait until operators see this of the order."""
    keys: dict[str, SearchAttributeKey[Any]] = {
        "flagged": attributes.NEEDS_ATTENTION,
        "payment": attributes.PAYMENT_STATUS,
    }
    async with asyncio.timeout(20):
        while True:
            seen = (await order.handle.describe()).typed_search_attributes
            if all((seen.get(keys[name]) or False) == value for name, value in wanted.items()):
                return
            await asyncio.sleep(0.02)
