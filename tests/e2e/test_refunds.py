"""Refunds over everything, as operators see them in Temporal: made once whatever dies, refused,
lost, sent back, and each ended by the right person."""

from datetime import date, timedelta

import pytest
from temporalio.client import Client
from temporalio.testing import TimeSkipper

from contracts.refunds import EndRefund, SettleRefundByHand
from contracts.workflow import END_SIGNAL, LOOK_SIGNAL, refund_workflow_id
from scenarios.journey import ADMIN
from scenarios.people import new_key
from scenarios.system import System
from tests.e2e.refunding import (
    at_the_gateway,
    balance_of,
    comes_back,
    has_ended,
    has_refund,
    is_flagged,
    is_solved,
    paid,
    rejected,
    rename_at_gateway,
    shown,
)
from tests.e2e.stack_under_test import StackUnderTest

pytestmark = [pytest.mark.e2e, pytest.mark.engines, pytest.mark.timeout(300)]

FAILPOINTS = (
    pytest.param("worker.before_refund", marks=pytest.mark.nightly),
    pytest.param("payments.before_refund", marks=pytest.mark.nightly),
    "payments.refund_made",
    "worker.refund_asked",
)
"""Each run has those after which the money is gone already."""
LOST = "The gateway knows nothing of it."


@pytest.mark.parametrize("failpoint", FAILPOINTS)
async def test_the_money_goes_back_once_when_somebody_dies_at(
    failpoint: str, stack: StackUnderTest, system: System, temporal: Client
) -> None:
    with stack.dying_at(failpoint):
        journey = await rejected(system)
        refund = await has_refund(journey, "succeeded")
        await has_ended(temporal, refund)
    assert [made.state for made in await at_the_gateway(stack, journey)] == ["succeeded"]
    assert await balance_of(journey) == 0


async def test_it_waits_for_temporal_to_come_back(
    stack: StackUnderTest, system: System, temporal: Client
) -> None:
    journey = await paid(system)
    async with stack.kept_away("temporal"):
        await journey.reject("No line here.")
    await has_ended(temporal, await has_refund(journey, "succeeded"))
    assert len(await at_the_gateway(stack, journey)) == 1


async def test_a_refused_one_ends_with_what_an_admin_gives_back_by_hand(
    system: System, temporal: Client
) -> None:
    journey = await rejected(system, "refund_refused")
    refund = await has_refund(journey, "pending")
    assert "Tries it again with a new key" in await shown(temporal, refund, "refused")
    handle = temporal.get_workflow_handle(refund_workflow_id(refund.id, 0))
    assert await (await handle.describe()).static_summary() == "Refund of €31.00 by simulator"

    await TimeSkipper(temporal).fast_forward(handle, timedelta(hours=2))

    assert (await has_refund(journey, "failed")).tries == 5
    await has_ended(temporal, refund, needs_a_person=True)
    await is_flagged(journey, f"The refund {refund.id} of €31.00 failed")
    given = SettleRefundByHand(method="cash", reference="R-1", given_back_on=date(2023, 1, 2))
    admin = system.people.admin(journey.customer.partner_id, ADMIN).payments
    await admin.settle_refund_by_hand(refund.id, given, key=new_key())
    await is_solved(journey)
    assert await balance_of(journey) == 0


async def test_a_lost_one_is_ended_by_an_operator_and_goes_on_once_it_is_found(
    stack: StackUnderTest, system: System, temporal: Client
) -> None:
    journey = await rejected(system, "refund_pending")
    refund = await has_refund(journey, "pending")
    assert "On its way at the gateway" in await shown(temporal, refund, "on_its_way")
    handle = temporal.get_workflow_handle(refund_workflow_id(refund.id, 0))
    found = rename_at_gateway(stack, refund, "rfd_lost")
    await handle.signal(LOOK_SIGNAL)
    assert "signal `end`" in await shown(temporal, refund, "unclear")

    await handle.signal(END_SIGNAL, {"by": "olga", "reason": LOST})

    ended = await has_refund(journey, "failed")
    assert (ended.ended_by, ended.end_reason) == ("operator/olga", LOST)
    await has_ended(temporal, refund, needs_a_person=True)
    await is_flagged(
        journey,
        f"may still arrive; ask the gateway before you pay. Ended by operator/olga: {LOST}",
    )

    rename_at_gateway(stack, refund, found)
    await system.operator.payments.retry_refund(refund.id, key=new_key())
    await has_refund(journey, "succeeded")
    await has_ended(temporal, refund, rounds=1)
    await is_solved(journey)
    assert [made.id for made in await at_the_gateway(stack, journey)] == [found]


async def test_an_admin_who_ends_one_over_http_ends_its_workflow_too(
    stack: StackUnderTest, system: System, temporal: Client
) -> None:
    journey = await rejected(system, "refund_pending")
    refund = await has_refund(journey, "pending")
    await shown(temporal, refund, "on_its_way")

    admin = system.people.admin(journey.customer.partner_id, ADMIN).payments
    ended = await admin.end_refund(refund.id, EndRefund(reason=LOST), key=new_key())

    assert (ended.state, ended.ended_by) == ("failed", f"admin/{ADMIN}")
    await has_ended(temporal, refund, needs_a_person=True)
    await is_flagged(journey, "was ended")
    await admin.retry_refund(refund.id, key=new_key())
    await has_refund(journey, "succeeded")
    await is_solved(journey)
    assert len(await at_the_gateway(stack, journey)) == 1


async def test_one_that_comes_back_is_owed_again_and_given_back_by_a_new_workflow(
    stack: StackUnderTest, system: System, temporal: Client
) -> None:
    journey = await rejected(system, "refund_comes_back")
    refund = await has_refund(journey, "succeeded")
    await has_ended(temporal, refund)

    await comes_back(stack, journey)

    await has_refund(journey, "failed")
    await is_flagged(journey, "came back after it had succeeded")
    await system.operator.payments.retry_refund(refund.id, key=new_key())
    await has_refund(journey, "succeeded")
    await has_ended(temporal, refund, rounds=1)
    await is_solved(journey)
    assert await balance_of(journey) == 0
