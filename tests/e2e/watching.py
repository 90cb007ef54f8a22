"""Looks at orders' workflows as an operator does."""

from temporalio.client import Client, WorkflowExecutionStatus

from contracts.workflow import order_workflow_id
from tests.e2e.patience import PATIENCE

Status = WorkflowExecutionStatus


async def status_of(temporal: Client, order_id: str) -> Status | None:
    described = await temporal.get_workflow_handle(order_workflow_id(order_id)).describe()
    return described.status


async def is_closed(temporal: Client, order_id: str, status: Status = Status.COMPLETED) -> None:
    """Return once the order's workflow has ended this way: nothing is left to do or to tell."""
    await PATIENCE.until(
        lambda: status_of(temporal, order_id), lambda now: now == status, f"{order_id} to end"
    )
