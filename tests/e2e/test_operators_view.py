"""What an operator sees of an order in Temporal: each step that moves money, and what is waited
for."""

import pytest
from temporalio.api.enums.v1 import EventType
from temporalio.api.sdk.v1 import WorkflowMetadata
from temporalio.client import Client

from contracts import search_attributes as attributes
from contracts.workflow import order_workflow_id
from scenarios.journey import Journey
from scenarios.offerings import EAST
from scenarios.stories import a_paid_order, approve_from_today, confirm_the_true_start
from scenarios.system import System
from tests.e2e.patience import PATIENCE
from tests.e2e.watching import is_closed

pytestmark = [pytest.mark.e2e, pytest.mark.engines, pytest.mark.timeout(300)]


async def requested_and_approved(system: System) -> Journey:
    journey = await Journey.at_once(system, system.offerings.fibre, pay=False)
    await journey.is_requested()
    await approve_from_today(journey, {"issued": 3_100})
    return journey


async def test_an_operator_sees_every_step_that_moves_money(
    system: System, temporal: Client
) -> None:
    credited = await a_paid_order(system)
    await confirm_the_true_start(credited)
    requested = await requested_and_approved(system)

    assert await activities_of(temporal, credited) == [
        ("open_payment", "Open the payment page"),
        ("issue_credit", "Credit the item"),
    ]
    assert await activities_of(temporal, requested) == [
        ("issue_invoice", "Invoice the approved item from its start date")
    ]


async def activities_of(temporal: Client, journey: Journey) -> list[tuple[str, str]]:
    """Name and summary of each activity that moves money, in their order."""
    await is_closed(temporal, journey.id)
    history = temporal.get_workflow_handle(order_workflow_id(journey.id)).fetch_history_events()
    decode = temporal.data_converter.payload_converter.from_payload
    found = [
        (
            event.activity_task_scheduled_event_attributes.activity_type.name,
            decode(event.user_metadata.summary, str),
        )
        async for event in history
        if event.event_type == EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED
    ]
    # A step that could not be done in place shows as well; it moves no money.
    return [step for step in found if step[0] in ("open_payment", "issue_credit", "issue_invoice")]


async def test_an_operator_reads_what_an_order_is_and_waits_for(
    system: System, temporal: Client
) -> None:
    journey = await Journey.at_once(system, system.offerings.fibre)
    order = temporal.get_workflow_handle(order_workflow_id(journey.id))

    described = await order.describe()
    assert await described.static_summary() == "Fibre 100: €31.00"
    values = described.typed_search_attributes
    assert values[attributes.CUSTOMER_ID] == journey.customer.id
    assert values[attributes.PARTNER_ID] == str(EAST)
    assert values[attributes.AMOUNT_MINOR] == 3_100
    assert values[attributes.ORDER_STATUS] == "waiting_for_payment"
    details = await details_of(temporal, journey)
    assert "Waits for the payment; the customer can pay" in details
    assert details.endswith("cancel: Fibre 100.")

    await journey.pay()
    await journey.is_paid()

    async def shown() -> str:
        return await details_of(temporal, journey)

    await PATIENCE.until(
        shown, lambda text: "can confirm" in text and "Paid: €31.00." in text, "details"
    )
    values = (await order.describe()).typed_search_attributes
    assert values[attributes.ORDER_STATUS] == "waiting_for_approval"
    assert values[attributes.PAYMENT_STATUS] == "paid"


async def details_of(temporal: Client, journey: Journey) -> str:
    """The current details, as the Temporal UI asks for them."""
    order = temporal.get_workflow_handle(order_workflow_id(journey.id))
    query = "__temporal_workflow_metadata"
    metadata: WorkflowMetadata = await order.query(query, result_type=WorkflowMetadata)
    return metadata.current_details


async def test_an_operator_finds_the_orders_of_a_customer(system: System, temporal: Client) -> None:
    journey = await Journey.at_once(system, system.offerings.fibre)

    async def found() -> list[str]:
        query = f"CustomerId = '{journey.customer.id}' AND OrderStatus = 'waiting_for_payment'"
        return [execution.id async for execution in temporal.list_workflows(query)]

    await PATIENCE.until(
        found, lambda ids: ids == [order_workflow_id(journey.id)], "the listed order"
    )
