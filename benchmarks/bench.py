"""What every arm is measured with: a running stack, its people, and a clock around acts that are
so many in flight."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass

import psutil
from temporalio.client import Client

from benchmarks.desk import Desk
from benchmarks.figures import PER_SECOND
from benchmarks.visitors import Visitors
from scenarios.system import System
from stack.running.stack_state import StackState

DRIVER = "the driver"
"""This process: customers, admins and, in the bare engine's arm, its worker."""
WITHOUT_WORK = ("supervisor", "watchdog")


@dataclass(frozen=True)
class Bench:
    """A stack that nobody else uses."""

    state: StackState
    system: System
    temporal: Client
    visitors: Visitors
    desk: Desk

    async def measure(
        self, count: int, in_flight: int, act: Callable[[], Awaitable[object]]
    ) -> dict[str, float]:
        """Acts a second, and the processor time of each process for one act. The first act that
        fails ends it."""
        remaining = iter(range(count))

        async def lane() -> None:
            for _ in remaining:
                await act()

        before, began = self._used_seconds(), time.perf_counter()
        await asyncio.gather(*(lane() for _ in range(in_flight)))
        took, after = time.perf_counter() - began, self._used_seconds()
        used = {processor(name): (after[name] - before[name]) * 1000 / count for name in before}
        return {PER_SECOND: count / took} | used

    async def transitions(self, workflow_id: str) -> int:
        """Of a workflow, once it is closed: what it cost the server."""
        handle = self.temporal.get_workflow_handle(workflow_id)
        await handle.result()
        described = await handle.describe()
        return described.raw_description.workflow_execution_info.state_transition_count

    def _used_seconds(self) -> dict[str, float]:
        """By the name of the process, with all that it started."""
        pids = {name: pid for name, pid in self.state.pids.items() if name not in WITHOUT_WORK}
        return {name: _used_by(pid) for name, pid in pids.items()} | {DRIVER: time.process_time()}


def processor(process: str) -> str:
    """The name of a figure."""
    return f"processor, {process}"


def _used_by(pid: int) -> float:
    root = psutil.Process(pid)
    used = 0.0
    for process in (root, *root.children(recursive=True)):
        with suppress(psutil.NoSuchProcess):
            used += sum(process.cpu_times()[:4])  # of those that have ended too
    return used
