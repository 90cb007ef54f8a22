"""`./turnup reconcile` on a running stack: it settles what every webhook was lost for, and finds
each difference that is planted into one book behind the other's back."""

import asyncio
import json
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import psycopg
import pytest
from temporalio.client import Client

from clients.system.reconciliation_workflow import state_of
from contracts.orders import SolveAttention
from contracts.reconciliation import ReconciliationReport
from contracts.workflow import order_workflow_id, refund_workflow_id
from scenarios.journey import Journey
from scenarios.people import new_key
from scenarios.stories import today
from scenarios.system import System
from tests.e2e.patience import PATIENCE
from tests.e2e.planting import spoilt_books
from tests.e2e.refunding import has_ended, has_refund, rejected, shown
from tests.e2e.resetting import delete_workflow, reset_to_its_last_task
from tests.e2e.stack_under_test import StackUnderTest
from tests.stack.inspection import admin_database_url

pytestmark = [pytest.mark.e2e, pytest.mark.engines, pytest.mark.timeout(300)]

NEEDS_A_PERSON = 1


async def reconcile(stack: StackUnderTest) -> tuple[int, ReconciliationReport]:
    """The command's exit code and report."""
    folder = str(stack.state.layout.root)
    command = [sys.executable, "-m", "stack", "--state-dir", folder, "reconcile", "--json"]
    process = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
    output, _ = await process.communicate()
    assert output, "it printed no report"
    return process.returncode or 0, ReconciliationReport.model_validate(json.loads(output))


def told(report: ReconciliationReport) -> set[tuple[str, str, bool]]:
    return {(one.kind, one.subject, one.healed) for one in report.findings}


async def test_an_order_whose_webhooks_are_all_lost_is_settled_at_once(
    stack: StackUnderTest, system: System
) -> None:
    journey = await Journey.at_once(system, system.offerings.fibre)
    # As a person did it a while ago: captures of the last minutes may still be on their way.
    await journey.pay("webhook_lost", on=datetime.now(UTC) - timedelta(minutes=5))
    assert (await journey.order()).status == "waiting_for_payment"

    _, report = await reconcile(stack)

    payment_id = await payment_of(stack, journey)
    assert ("capture_not_booked", payment_id, True) in told(report)
    await journey.is_paid()
    await journey.approve(today())
    await journey.ends()


async def test_every_planted_difference_is_found(
    stack: StackUnderTest, system: System, temporal: Client
) -> None:
    paid, missing, refunded = [await paid_today(system) for _ in range(3)]
    ids = [await payment_of(stack, journey) for journey in (paid, missing, refunded)]
    async with (
        _a_request_without_a_workflow(stack, system, temporal) as lost,
        _a_request_whose_workflow_was_ended(system, temporal) as ended,
    ):
        with spoilt_books(stack.state, *ids):
            code, report = await reconcile(stack)
        found = told(report)
        assert code == NEEDS_A_PERSON
        assert {
            ("amount_differs", ids[0], False),
            ("capture_missing", ids[1], False),
            ("refund_unknown", "rfd_by_hand", False),
            ("capture_unknown", "chk_of_nobody", False),
            ("message_quarantined", "notifications/mail_queued/planted", False),
            ("workflow_missing", lost.id, True),
            ("workflow_ended", ended.id, False),
        } <= found
        [flag] = (await ended.order()).attention
        assert (flag.source, "./turnup order restart" in flag.why.text) == ("reconciliation", True)
        [book] = [book for book in report.books if book.currency == "EUR"]
        assert book.gateway_captured_minor != book.booked_captured_minor

    latest = (await system.operator.payments.reconciliations(limit=1)).items[0]
    assert latest == report
    assert await state_of(temporal, order_workflow_id(lost.id)) == "running"
    for journey in (lost, ended, paid, missing, refunded):
        await journey.approve(today())
        await journey.ends()


async def test_a_refund_whose_workflow_was_ended_by_force_gets_it_again(
    stack: StackUnderTest, system: System, temporal: Client
) -> None:
    journey = await rejected(system, "refund_pending")
    refund = await has_refund(journey, "pending")
    await shown(temporal, refund, "on_its_way")
    await temporal.get_workflow_handle(refund_workflow_id(refund.id, 0)).terminate("a mistake")
    with psycopg.connect(admin_database_url(stack.state)) as connection:
        long_ago = "UPDATE payments.refunds SET created_at = now() - interval '1 hour'"
        connection.execute(f"{long_ago} WHERE id = %s", [refund.id])

    _, report = await reconcile(stack)

    assert {("workflow_missing", refund.id, True), ("refund_not_booked", refund.id, True)} & told(
        report
    )
    await has_refund(journey, "succeeded")
    await has_ended(temporal, refund)


async def test_what_is_put_right_is_found_no_more(stack: StackUnderTest) -> None:
    _, report = await reconcile(stack)
    planted = {"rfd_by_hand", "chk_of_nobody", "notifications/mail_queued/planted"}
    assert not planted & {one.subject for one in report.findings}


async def paid_today(system: System) -> Journey:
    journey = await Journey.at_once(system, system.offerings.fibre)
    await journey.pay()
    await journey.is_paid()
    return journey


async def payment_of(stack: StackUnderTest, journey: Journey) -> str:
    """The gateway's id of an order's payment."""
    wanted = "SELECT gateway_payment_id FROM payments.payment_intents WHERE order_id = %s"
    with psycopg.connect(admin_database_url(stack.state)) as connection:
        row = connection.execute(wanted, [journey.id]).fetchone()
    assert row is not None
    return str(row[0])


@asynccontextmanager
async def _a_request_without_a_workflow(
    stack: StackUnderTest, system: System, temporal: Client
) -> AsyncIterator[Journey]:
    """Placed a while ago, and Temporal has lost it."""
    journey = await Journey.at_once(system, system.offerings.fibre, pay=False)
    await journey.is_requested()
    await delete_workflow(temporal, journey.id)
    with psycopg.connect(admin_database_url(stack.state)) as connection:
        connection.execute(
            "UPDATE orders.orders SET placed_at = now() - interval '1 hour' WHERE id = %s",
            [journey.id],
        )
    yield journey


@asynccontextmanager
async def _a_request_whose_workflow_was_ended(
    system: System, temporal: Client
) -> AsyncIterator[Journey]:
    """By hand; in the end it is reset, and the flag is taken down."""
    journey = await Journey.at_once(system, system.offerings.fibre, pay=False)
    await journey.is_requested()
    order = temporal.get_workflow_handle(order_workflow_id(journey.id))

    async def event_count() -> int:
        return (await order.describe()).history_length

    await PATIENCE.until(event_count, lambda count: count >= 4, "its first task to be done")
    await order.terminate("a mistake")
    yield journey
    await reset_to_its_last_task(temporal, journey.id)
    solved = SolveAttention(note="It was reset.")
    await system.operator.orders.solve_attention(journey.id, solved, key=new_key())
