"""Resets an order's workflow, or deletes it, as an operator does."""

from temporalio.api.common.v1 import WorkflowExecution
from temporalio.api.enums.v1 import EventType
from temporalio.api.workflowservice.v1 import (
    DeleteWorkflowExecutionRequest,
    ResetWorkflowExecutionRequest,
)
from temporalio.client import Client

from clients.system.reconciliation_workflow import state_of
from contracts.workflow import order_workflow_id
from scenarios.people import new_key
from tests.e2e.patience import PATIENCE


async def reset_to_its_last_task(temporal: Client, order_id: str) -> None:
    """As `temporal workflow reset --type LastWorkflowTask` does."""
    await reset_to_a_task(temporal, order_id, -1)


async def reset_to_a_task(temporal: Client, order_id: str, which: int) -> None:
    """The first of its tasks, which are counted from 0, has everything done again."""
    order = temporal.get_workflow_handle(order_workflow_id(order_id))
    tasks = [
        event.event_id
        async for event in order.fetch_history_events()
        if event.event_type == EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED
    ]
    await temporal.workflow_service.reset_workflow_execution(
        ResetWorkflowExecutionRequest(
            namespace=temporal.namespace,
            workflow_execution=WorkflowExecution(workflow_id=order.id),
            reason="terminated by mistake",
            workflow_task_finish_event_id=tasks[which],
            request_id=new_key(),
        )
    )


async def delete_workflow(temporal: Client, order_id: str) -> None:
    """With its history, as the engine does once it has kept it for long enough."""
    workflow_id = order_workflow_id(order_id)
    await temporal.workflow_service.delete_workflow_execution(
        DeleteWorkflowExecutionRequest(
            namespace=temporal.namespace,
            workflow_execution=WorkflowExecution(workflow_id=workflow_id),
        )
    )
    await PATIENCE.until(
        lambda: state_of(temporal, workflow_id), lambda state: state == "missing", "its deletion"
    )
