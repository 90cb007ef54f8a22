"""The workflows of all orders, for a service that starts while Temporal is away and loads its
client only when it has something to say."""

import asyncio
from typing import TYPE_CHECKING

from chassis.settings import ProcessSettings
from contracts.recording import RecordedDecision
from contracts.workflow import OrderToOpen

if TYPE_CHECKING:
    from clients.system.order_workflow import OrderWorkflows


class WorkflowsOnDemand:
    """`OrderWorkflows`, connected at the first call, once."""

    def __init__(self, settings: ProcessSettings, caller: str) -> None:
        self._settings = settings
        self._caller = caller
        self._lock = asyncio.Lock()
        self._connected: OrderWorkflows | None = None

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

    async def _workflows(self) -> "OrderWorkflows":
        async with self._lock:
            if self._connected is None:
                from clients.system.order_workflow import OrderWorkflows
                from clients.system.temporal import connect

                client = await connect(self._settings, self._caller, lazy=True)
                self._connected = OrderWorkflows(client)
            return self._connected
