"""What happened to an order is told from records, as long as the order is there."""

import pytest
from temporalio.client import Client

from scenarios.stories import TRUE_START, a_paid_order
from scenarios.system import System
from tests.e2e.resetting import delete_workflow
from tests.e2e.watching import is_closed

pytestmark = [pytest.mark.e2e, pytest.mark.engines, pytest.mark.timeout(300)]


async def test_a_timeline_is_the_same_after_the_workflows_history_is_gone(
    system: System, temporal: Client
) -> None:
    journey = await a_paid_order(system)
    await journey.approve(TRUE_START)
    await journey.ends()
    await is_closed(temporal, journey.id)
    orders = journey.customer.services.orders
    told = await orders.timeline(journey.id)

    await delete_workflow(temporal, journey.id)

    assert await orders.timeline(journey.id) == told
    assert [event.what.code for event in told.happened[::-1]] == [
        "timeline.placed",
        "timeline.payment_captured",
        "timeline.credit_note",
        "timeline.approved_for_now",
    ]
    [note] = [event for event in told.happened if event.what.code == "timeline.credit_note"]
    facts = note.what.facts
    assert (facts["amount_minor"], facts["count"]) == (1_300, 13)
    assert (await journey.system.operator.orders.audit(journey.id)).items
