"""Who is told what happened to an order: its workflow. What orders needs of the workflows."""

from typing import Protocol

from contracts.recording import RecordedDecision
from contracts.workflow import OrderToOpen, WorkflowState


class WorkflowsPort(Protocol):
    """Every call is idempotent and raises `ServiceIsUnavailable` while the engine is away. With
    `wait_seconds` 0 a call only hands over and does not wait for effects."""

    async def state(self, order_id: str) -> WorkflowState: ...

    async def open(self, order: OrderToOpen) -> None: ...

    async def apply_decision(
        self, order_id: str, decision: RecordedDecision, *, wait_seconds: float
    ) -> bool: ...

    async def pay_again(self, order_id: str, attempt: int) -> None: ...

    async def switch_to_request(self, order_id: str) -> None: ...

    async def attention_changed(self, order_id: str) -> None: ...
