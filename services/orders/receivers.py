"""Who is told what happened to an order: its workflow. What orders needs of the workflows, and the
real ones."""

import asyncio
from typing import Protocol

from chassis.settings import ProcessSettings
from clients.system.order_workflow import OrderWorkflows
from clients.system.temporal import connect
from contracts.recording import RecordedDecision
from contracts.workflow import OrderToOpen


class WorkflowsPort(Protocol):
    """Every call is idempotent and raises `ServiceIsUnavailable` while the engine is away. With
    `wait_seconds` 0 a call only hands over and does not wait for effects."""

    async def open(self, order: OrderToOpen) -> None: ...

    async def apply_decision(
        self, order_id: str, decision: RecordedDecision, *, wait_seconds: float
    ) -> bool: ...

    async def pay_again(self, order_id: str, attempt: int) -> None: ...

    async def switch_to_request(self, order_id: str) -> None: ...

    async def attention_changed(self, order_id: str) -> None: ...


class WorkflowsOnDemand:
    """Connects to Temporal at the first call, so that the service starts while it is away."""

    def __init__(self, settings: ProcessSettings) -> None:
        self._settings = settings
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

    async def _workflows(self) -> OrderWorkflows:
        async with self._lock:
            if self._connected is None:
                client = await connect(self._settings, "orders", lazy=True)
                self._connected = OrderWorkflows(client)
            return self._connected
