"""The workflows of all orders and refunds, for a service that starts while Temporal is away and
loads its client only when it has something to say."""

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING

from chassis.checks import Check
from chassis.settings import ProcessSettings
from contracts.problems import ServiceIsUnavailable
from contracts.recording import RecordedDecision
from contracts.workflow import OrderToOpen, RefundToStart, WorkflowState

if TYPE_CHECKING:
    from temporalio.client import Client

    from clients.system.order_workflow import OrderWorkflows


class WorkflowsOnDemand:
    """`OrderWorkflows` and `RefundWorkflows`, connected at the first call, once."""

    def __init__(self, settings: ProcessSettings, caller: str) -> None:
        self._settings = settings
        self._caller = caller
        self._lock = asyncio.Lock()
        self._connected: Client | None = None

    async def state(self, order_id: str) -> WorkflowState:
        return await (await self._workflows()).state(order_id)

    async def open(self, order: OrderToOpen) -> None:
        await (await self._workflows()).open(order)

    async def apply_decision(
        self, order_id: str, decision: RecordedDecision, *, wait_seconds: float
    ) -> bool:
        workflows = await self._workflows()
        return await workflows.apply_decision(order_id, decision, wait_seconds=wait_seconds)

    async def pay_again(self, order_id: str, attempt: int) -> None:
        await (await self._workflows()).pay_again(order_id, attempt)

    async def switch_to_request(self, order_id: str) -> None:
        await (await self._workflows()).switch_to_request(order_id)

    async def attention_changed(self, order_id: str) -> None:
        await (await self._workflows()).attention_changed(order_id)

    async def payment_settled(self, order_id: str) -> None:
        await (await self._workflows()).payment_settled(order_id)

    async def wake_refund(self, refund: RefundToStart) -> bool:
        from clients.system.refund_workflow import RefundWorkflows

        return await RefundWorkflows(await self._client()).wake(refund)

    def check(self) -> Check:
        """Whether a worker takes up what is started. An absent Temporal is told by the outbox, once
        it keeps a message."""
        fix = "See `./turnup logs worker`."
        return Check("worker", self._are_taken_up, fix, is_vital=False, every_seconds=10)

    async def _are_taken_up(self) -> None:
        from clients.system.task_queue import require_taken_up

        with suppress(ServiceIsUnavailable):
            await require_taken_up(await self._client())

    async def _workflows(self) -> "OrderWorkflows":
        from clients.system.order_workflow import OrderWorkflows

        return OrderWorkflows(await self._client())

    async def _client(self) -> "Client":
        async with self._lock:
            if self._connected is None:
                from clients.system.temporal import connect

                self._connected = await connect(self._settings, self._caller, lazy=True)
            return self._connected
