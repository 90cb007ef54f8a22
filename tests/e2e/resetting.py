"""Resets an order's workflow as an operator does."""

from temporalio.api.common.v1 import WorkflowExecution
from temporalio.api.enums.v1 import EventType
from temporalio.api.workflowservice.v1 import ResetWorkflowExecutionRequest
from temporalio.client import Client

from contracts.workflow import order_workflow_id
from scenarios.people import new_key


async def reset_to_its_last_task(temporal: Client, order_id: str) -> None:
    """As `temporal workflow reset --type LastWorkflowTask` does."""
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
            workflow_task_finish_event_id=tasks[-1],
            request_id=new_key(),
        )
    )
