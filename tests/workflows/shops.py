"""A workflow as it was released, and as somebody changed it while one was open."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

from temporalio import workflow
from temporalio.client import Client
from temporalio.worker import UnsandboxedWorkflowRunner, Worker


@workflow.defn(name="Shop")
class Shop:
    """As it was released."""

    def __init__(self) -> None:
        self._is_closed = False

    @workflow.run
    async def run(self) -> None:
        await workflow.wait_condition(lambda: self._is_closed, timeout=timedelta(hours=1))

    @workflow.signal
    def close(self) -> None:
        self._is_closed = True


@workflow.defn(name="Shop")
class ChangedShop(Shop):
    """It sets no timer, and so does not fit what was done."""

    @workflow.run
    async def run(self) -> None:
        await workflow.wait_condition(lambda: self._is_closed)


@asynccontextmanager
async def working(client: Client, queue: str, kind: type[Any]) -> AsyncIterator[None]:
    """Keeps no workflow in memory, so that each is replayed."""
    async with Worker(
        client,
        task_queue=queue,
        workflows=[kind],
        workflow_runner=UnsandboxedWorkflowRunner(),
        max_cached_workflows=0,
    ):
        yield
