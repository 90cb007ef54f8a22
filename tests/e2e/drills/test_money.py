"""Payments, gateways, refunds and mail that do not get through."""

import re

import psycopg
import pytest
from temporalio.client import Client

from contracts.refunds import RefundView
from contracts.workflow import LOOK_SIGNAL, refund_workflow_id
from scenarios.journey import Journey
from scenarios.stories import PAID_ON, a_paid_order, confirm_the_true_start
from scenarios.system import System
from tests.e2e.drills.drill import Drill, drill_of
from tests.e2e.drills.post import Post
from tests.e2e.once import ended_right_and_once
from tests.e2e.patience import PATIENCE
from tests.e2e.refunding import balance_of, has_refund, is_flagged, rejected, rename_at_gateway
from tests.e2e.stack_under_test import StackUnderTest
from tests.e2e.troubles import all_is_well, trouble_of
from tests.stack.inspection import admin_database_url

pytestmark = [pytest.mark.e2e, pytest.mark.engines, pytest.mark.timeout(300)]
AN_HOUR_LATER = """
UPDATE notifications.outbox SET created_at = created_at - interval '1 hour'
WHERE topic = 'mail_queued' AND delivered_at IS NULL
"""


async def test_when_payment_flagged(
    stack: StackUnderTest, system: System, temporal: Client
) -> None:
    journey = await Journey.at_once(system, system.offerings.fibre)
    await journey.pay("wrong_amount", on=PAID_ON)
    await journey.is_when(lambda order: bool(order.attention), "to be flagged")
    drill = drill_of("Payment flagged", stack, journey)

    seen = await drill.run("Seen")
    assert (seen.codes, "Captured €31.01 instead of €31.00; it goes back." in seen.output) == (
        [0, 0],
        True,
    ), seen.output

    done = await drill.run("Do")
    assert done.codes == [0], done.output
    well = await drill.run("Well")
    assert "a person must look" not in well.output
    assert "Captured €1 too little" in well.output, "kept in the history"
    again = await journey.try_again()
    await again.pay(on=PAID_ON)
    await again.is_paid()


async def test_when_gateway_down(stack: StackUnderTest, system: System, temporal: Client) -> None:
    async with stack.kept_away("simulator"):
        journey = await Journey.at_once(system, system.offerings.fibre)
        drill = drill_of("Gateway down", stack, journey)

        async def seen() -> str:
            return (await drill.run("Seen")).output

        await PATIENCE.until(
            seen, lambda told: "LastFailure" in told and "simulator, process" in told, "its error"
        )
        assert (await drill.run("Do")).codes == [0]

    await journey.pay(on=PAID_ON)
    await journey.is_paid()
    assert "LastFailure" not in (await drill.run("Well")).output
    await confirm_the_true_start(journey)
    await ended_right_and_once(journey, temporal, stack.state)


async def test_when_refund_stuck(stack: StackUnderTest, system: System, temporal: Client) -> None:
    journey = await rejected(system, "refund_pending")
    refund = await has_refund(journey, "pending")
    found = await lost_at_the_gateway(stack, temporal, refund)
    drill = drill_of("Refund stuck", stack, journey, refund=refund.id)

    async def seen() -> str:
        return (await drill.run("Seen")).output

    await PATIENCE.until(seen, lambda told: f"refund/{refund.id}" in told, "it in the view")
    rename_at_gateway(stack, refund, found)  # the gateway's support has found it

    assert (await drill.run("Do", 0)).codes == [0]
    await has_refund(journey, "failed")
    await is_flagged(journey, "was ended")
    assert (await drill.run("Do", 1)).codes == [0]
    await has_refund(journey, "succeeded")
    assert (await drill.run("Do", 2)).codes == [0]
    well = await drill.run("Well")
    assert (well.codes, "a person must look" in well.output) == ([0], False)
    assert await balance_of(journey) == 0


async def lost_at_the_gateway(stack: StackUnderTest, temporal: Client, refund: RefundView) -> str:
    """It knows nothing of it any more, and was asked; its name before."""
    workflow = temporal.get_workflow_handle(refund_workflow_id(refund.id, 0))
    await PATIENCE.until(workflow.describe, lambda _: True, "its workflow")
    found = rename_at_gateway(stack, refund, "rfd_lost")
    await workflow.signal(LOOK_SIGNAL)
    return found


async def test_when_mail_down(
    stack: StackUnderTest, system: System, temporal: Client, post: Post
) -> None:
    await post.down()
    try:
        journey = await a_paid_order(system)
        with psycopg.connect(admin_database_url(stack.state), autocommit=True) as admin:

            async def aged() -> int:
                return admin.execute(AN_HOUR_LATER).rowcount

            await PATIENCE.until(aged, lambda count: count > 0, "a mail that waits")
        await trouble_of(stack, "notifications", "outbox")
        seen = await Drill("Mail down", stack).run("Seen")
        assert seen.codes == [1, 1]
        assert "mail_queued" in seen.output
        assert f"on port {post.server.port}" in seen.output, seen.output
        message = re.search(r"notifications/\d+", seen.output)
        assert message
    finally:
        await post.up()

    drill = drill_of("Mail down", stack, journey, message=message[0])
    done = await drill.run("Do")
    assert "is tried again now" in done.output or "was delivered" in done.output, done.output

    async def stuck() -> list[int]:
        return (await drill.run("Well")).codes

    await PATIENCE.until(stuck, lambda codes: codes == [0], "every message to get through")
    await all_is_well(stack)
    await confirm_the_true_start(journey)
    await ended_right_and_once(journey, temporal, stack.state)
