"""Asks a Temporal server to write; a server that only answers reads does not count as healthy."""

import asyncio
from datetime import timedelta

from temporalio.client import Client
from temporalio.common import WorkflowIDConflictPolicy

from stack.engines.temporal import HEALTH_NAMESPACE


class TemporalCannotWrite(Exception):
    """The server did not store a new workflow in time; the cause says how it failed."""


async def check_write_path(address: str, timeout_seconds: float = 3) -> None:
    """Starts a throw-away workflow that nobody runs; raises TemporalCannotWrite.

    One fixed id, replaced each time, and a short life: the checks pile up nothing that is open.
    """
    try:
        async with asyncio.timeout(timeout_seconds):
            client = await Client.connect(address, namespace=HEALTH_NAMESPACE)
            await client.start_workflow(
                "WritePathCheck",
                id="write-path-check",
                task_queue="nobody-polls-this",
                id_conflict_policy=WorkflowIDConflictPolicy.TERMINATE_EXISTING,
                execution_timeout=timedelta(seconds=10),
                rpc_timeout=timedelta(seconds=timeout_seconds),
            )
    except Exception as error:
        raise TemporalCannotWrite(f"{address}: {error or type(error).__name__}") from error
