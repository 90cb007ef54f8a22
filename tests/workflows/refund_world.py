"""Payments as a refund's workflow sees it, in memory, and a refund that runs on it."""

import asyncio
from collections import deque
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from temporalio import activity
from temporalio.api.enums.v1 import EventType
from temporalio.api.sdk.v1 import WorkflowMetadata
from temporalio.client import Client, WorkflowHandle
from temporalio.exceptions import ApplicationError
from temporalio.testing import TimeSkipper

from clients.system.refund_workflow import RefundWorkflows
from contracts.recording import RecordRefusal
from contracts.refunds import EndRefundByOperator, RefundOutcome, RefundStep
from contracts.said import said
from contracts.workflow import RefundToStart, refund_workflow_id
from tests.patience import eventually
from workflows.refund.messages import RefusedSignal

WHY = "The card's *account* was closed."


class RefundWorld:
    """`outcomes` are what the next steps come to; the last one stays."""

    def __init__(self, *outcomes: RefundOutcome) -> None:
        self.outcomes = deque[RefundOutcome](outcomes)
        self.steps: list[RefundOutcome] = []
        self.tries = 0
        self.is_down = False
        self.ends: list[EndRefundByOperator] = []
        self.refusals: list[RecordRefusal] = []

    def comes_to(self, outcome: RefundOutcome) -> None:
        """From now on."""
        self.outcomes = deque([outcome])

    def activities(self) -> list[Callable[..., Any]]:
        return [self.give_back, self.end_refund, self.record_refused_signal]

    @activity.defn
    async def give_back(self) -> RefundStep:
        self.tries += 1
        if self.ends:
            return self._came_to("failed")
        if self.is_down:
            raise ApplicationError("The gateway does not answer.", type="GatewayIsUnavailable")
        return self._came_to(
            self.outcomes.popleft() if len(self.outcomes) > 1 else self.outcomes[0]
        )

    @activity.defn
    async def end_refund(self, command: EndRefundByOperator) -> None:
        if self.steps and self.steps[-1] in ("succeeded", "failed"):
            raise ApplicationError("It is settled.", type="RefundIsSettled", non_retryable=True)
        self.ends.append(command)

    @activity.defn
    async def record_refused_signal(self, signal: RefusedSignal) -> None:
        assert signal.order_id == "ord_1"
        self.refusals.append(signal.refusal)

    def _came_to(self, outcome: RefundOutcome) -> RefundStep:
        self.steps.append(outcome)
        is_open = outcome in ("refused", "unclear")
        why = said("gateway.words", gateway_words=WHY) if is_open else None
        return RefundStep(outcome=outcome, why=why)


class RunningRefund:
    """A refund on a task queue of its own, with the world that it asks."""

    def __init__(self, client: Client, world: RefundWorld, refund_id: str) -> None:
        self.client, self.world, self.id = client, world, refund_id
        self.workflows = RefundWorkflows(client)

    @property
    def handle(self) -> WorkflowHandle[Any, Any]:
        return self.client.get_workflow_handle(refund_workflow_id(self.id, 0))

    async def wake(self, rounds: int = 0) -> bool:
        """As payments does."""
        refund = RefundToStart(
            id=self.id,
            order_id="ord_1",
            rounds=rounds,
            partner_id=1,
            customer_id="mia",
            currency="EUR",
            amount_minor=3_100,
            gateway="simulator",
        )
        return await self.workflows.wake(refund)

    async def fast_forward(self, **duration: float) -> None:
        await TimeSkipper(self.client).fast_forward(self.handle, timedelta(**duration))

    async def until(self, condition: Callable[[], bool]) -> None:
        async with asyncio.timeout(20):
            while not condition():
                await asyncio.sleep(0.01)

    async def until_steps(self, count: int) -> None:
        await self.until(lambda: len(self.world.steps) == count)

    async def until_shown(self, words: str) -> str:
        """The current details, once they say this."""

        async def shown() -> str | None:
            metadata = await self.handle.query(
                "__temporal_workflow_metadata", result_type=WorkflowMetadata
            )
            return metadata.current_details if words in metadata.current_details else None

        return await eventually(shown)

    async def attributes(self) -> dict[str, Any]:
        found = (await self.handle.describe()).typed_search_attributes
        return {pair.key.name: pair.value for pair in found}

    async def pauses(self) -> list[int]:
        """In seconds, as they were begun."""
        return [
            event.timer_started_event_attributes.start_to_fire_timeout.seconds
            async for event in self.handle.fetch_history_events()
            if event.event_type == EventType.EVENT_TYPE_TIMER_STARTED
        ]
