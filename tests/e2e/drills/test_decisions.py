"""A request that nobody decides, and an item that two admins decide."""

from datetime import date

import pytest
from temporalio.client import Client

from contracts.decisions import Decide
from contracts.settings import ChangePartnerSettings
from contracts.workflow import order_workflow_id
from scenarios.journey import Journey
from scenarios.stories import TRUE_START, a_paid_order
from scenarios.system import System
from tests.e2e.drills.drill import drill_of
from tests.e2e.once import ended_right_and_once
from tests.e2e.patience import PATIENCE
from tests.e2e.stack_under_test import StackUnderTest

pytestmark = [pytest.mark.e2e, pytest.mark.engines, pytest.mark.timeout(300)]
WAITING = 6
"""A partner whose requests are overdue after two seconds."""


async def test_when_request_about_to_expire(
    stack: StackUnderTest, system: System, temporal: Client
) -> None:
    soon = ChangePartnerSettings(
        approval_reminder_after_seconds=1,
        approval_escalation_after_seconds=2,
        approval_expires_after_seconds=3_600,
        approval_warning_before_expiry_seconds=3_597,
    )
    await system.operator.orders.change_settings(str(WAITING), soon)
    fibre = system.offerings.fibre
    journey = await Journey.at_once(system, fibre, partner=WAITING, pay=False)
    await is_warned(journey)
    drill = drill_of("Request about to expire", stack, journey)
    workflow_id = order_workflow_id(journey.id)

    async def overdue() -> bool:
        return workflow_id in (await drill.run("Seen")).output

    await PATIENCE.until(overdue, bool, "the view")
    done = await drill.run("Do")
    assert done.codes == [0], done.output
    await journey.ends("completed")
    [invoice] = (await system.operator.payments.invoices(order_id=journey.id)).items
    assert invoice.state == "issued"

    async def well() -> bool:
        return workflow_id not in (await drill.run("Well")).output

    await PATIENCE.until(well, bool, "the view to be without it")


async def is_warned(journey: Journey) -> None:
    notifications = journey.system.operator.notifications

    async def events() -> set[str]:
        mails = (await notifications.mails(order_id=journey.id)).items
        return {mail.key.split("/")[2] for mail in mails}

    await PATIENCE.until(
        events, lambda found: any("expir" in event for event in found), "the warning"
    )


async def test_when_two_admins(stack: StackUnderTest, system: System, temporal: Client) -> None:
    journey = await a_paid_order(system)
    drill = drill_of("Two admins", stack, journey)
    await journey.decide_once(Decide(verdict="approve", start_on=TRUE_START), by="ada")

    seen = await drill.run("Seen")
    assert seen.codes == [1]
    assert "admin/ada" in seen.output, seen.output
    await ended_right_and_once(journey, temporal, stack.state)

    done = await drill.run("Do")
    assert done.codes == [0], done.output
    later = date(2023, 1, 20)
    await journey.is_when(
        lambda order: order.items[0].start_on == later, "to start on the corrected day"
    )

    async def in_force() -> int:
        notes = (await system.operator.payments.credit_notes(order_id=journey.id)).items
        return sum(note.amount.gross_minor for note in notes if note.state != "voided")

    await PATIENCE.until(in_force, lambda minor: minor == 1_900, "the credit of 19 days")
    assert "2023-01-20" in (await drill.run("Well")).output
