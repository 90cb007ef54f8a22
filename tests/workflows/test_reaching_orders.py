"""How orders are reached from outside: what cannot be done now is kept, never given up."""

import pytest
from temporalio.client import Client

from clients.system.order_workflow import OrderWorkflows
from clients.system.temporal import DATA_CONVERTER
from contracts.problems import ServiceIsUnavailable
from contracts.workflow import OrderTerms, OrderToOpen
from stack.engines.temporal import TemporalServer
from tests.workflows.conftest import StartOrder

pytestmark = pytest.mark.engines


async def test_an_order_is_kept_while_its_namespace_is_missing(
    temporal_server: TemporalServer,
) -> None:
    client = await Client.connect(
        temporal_server.address, namespace="not-there-yet", data_converter=DATA_CONVERTER
    )
    order = OrderToOpen(
        order_id="ord_1",
        partner_id=1,
        customer_id="cus_1",
        currency="EUR",
        total_minor=3_100,
        titles=["Fibre 100"],
        terms=OrderTerms(path="request", payment_seconds=60, approval_seconds=60),
    )
    with pytest.raises(ServiceIsUnavailable):
        await OrderWorkflows(client).open(order)


async def test_a_decision_that_takes_too_long_is_signalled_at_once(
    start_order: StartOrder,
) -> None:
    order = await start_order("request")
    order.world.down.add("issue_invoice")
    approved = order.world.decide("it_1", documents="invoice")

    assert not await order.workflows.apply_decision(order.id, approved, wait_seconds=0.3)

    history = await order.handle.fetch_history()
    assert any(e.HasField("workflow_execution_signaled_event_attributes") for e in history.events)
    order.world.down.clear()
    assert await order.handle.result() == "completed"
