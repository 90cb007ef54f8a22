"""Whether anybody takes up what is put into our task queue; puts and takes nothing."""

from datetime import UTC, datetime

from temporalio.api.enums.v1 import TaskQueueType
from temporalio.api.taskqueue.v1 import TaskQueue
from temporalio.api.workflowservice.v1 import DescribeTaskQueueRequest, DescribeTaskQueueResponse
from temporalio.client import Client
from temporalio.service import RPCError

from chassis.checks import Trouble
from clients.system.temporal import RPC_TIMEOUT, away_means_unavailable
from contracts.workflow import TASK_QUEUE

LONGEST_POLL_SECONDS = 70
"""A worker that has nothing to do asks anew every minute."""
LONGEST_WAIT_SECONDS = 20
_FIX = (
    "See that the worker runs, and with the same TURNUP_TEMPORAL_ADDRESS and"
    " TURNUP_TEMPORAL_NAMESPACE as the services: `./turnup logs worker`."
)


async def require_taken_up(client: Client, task_queue: str = TASK_QUEUE) -> None:
    """Raises `Trouble` when no worker asks for tasks, or none takes them. An absent Temporal is
    for others to tell."""
    queue = await _describe(client, task_queue)
    where = f"the task queue {task_queue} of the namespace {client.namespace}"
    if not _recent_pollers(queue):
        raise Trouble(f"Orders stand still: no worker asks for tasks of {where}.", _FIX)
    waits_seconds = queue.stats.approximate_backlog_age.seconds
    if waits_seconds > LONGEST_WAIT_SECONDS:
        raise Trouble(
            f"Orders stand still: a task of {where} waits for a worker since {waits_seconds} s.",
            _FIX,
        )


async def require_polled_by(client: Client, task_queue: str = TASK_QUEUE) -> None:
    """Raises `Trouble` when the process of this client is not among those who ask for tasks."""
    queue = await _describe(client, task_queue)
    if client.identity not in _recent_pollers(queue):
        raise Trouble(
            f"This worker asks for no tasks of the task queue {task_queue} of the namespace"
            f" {client.namespace}.",
            _FIX,
        )


async def _describe(client: Client, task_queue: str) -> DescribeTaskQueueResponse:
    request = DescribeTaskQueueRequest(
        namespace=client.namespace,
        task_queue=TaskQueue(name=task_queue),
        task_queue_type=TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW,
        report_stats=True,
    )
    try:
        async with away_means_unavailable():
            return await client.workflow_service.describe_task_queue(request, timeout=RPC_TIMEOUT)
    except RPCError as error:
        raise Trouble(f"Temporal does not say who asks for tasks: {error}.", _FIX) from error


def _recent_pollers(queue: DescribeTaskQueueResponse) -> set[str]:
    """By the server's list, which keeps those who left for five minutes."""
    now = datetime.now(UTC)
    return {
        poller.identity
        for poller in queue.pollers
        if (now - poller.last_access_time.ToDatetime(UTC)).total_seconds() < LONGEST_POLL_SECONDS
    }
