"""Holds steps while they are being carried out, so that a test acts in the middle of one."""

import asyncio
from typing import Any

from temporalio import activity
from temporalio.worker import ActivityInboundInterceptor, ExecuteActivityInput, Interceptor


class HeldSteps(Interceptor):
    """Each first try of a step that is held waits here until it is released."""

    def __init__(self, *steps: str) -> None:
        self.begun = {step: asyncio.Event() for step in steps}
        self._may_go_on = {step: asyncio.Event() for step in steps}

    def release(self) -> None:
        for may_go_on in self._may_go_on.values():
            may_go_on.set()

    async def pass_by(self, step: str) -> None:
        if step in self.begun:
            self.begun[step].set()
            await self._may_go_on[step].wait()

    def intercept_activity(self, next: ActivityInboundInterceptor) -> ActivityInboundInterceptor:  # noqa: A002
        return _Holding(next, self)


class _Holding(ActivityInboundInterceptor):
    def __init__(self, inner: ActivityInboundInterceptor, held: HeldSteps) -> None:
        super().__init__(inner)
        self._held = held

    async def execute_activity(self, input: ExecuteActivityInput) -> Any:  # noqa: A002
        await self._held.pass_by(activity.info().activity_type)
        return await super().execute_activity(input)
