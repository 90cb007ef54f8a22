"""The one running stack of these tests, and what a test may do to its processes: kill, freeze,
keep away, cut the power. Every signal goes to a recorded process, never to a name."""

import asyncio
import signal
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

from stack.processes import PROCESSES
from stack.running.health import answers_ready
from stack.running.stack_state import StackState, load_state
from stack.running.start import start_stack
from stack.running.stop import stop_stack
from stack.state.process_identity import ProcessIdentity
from tests.e2e.patience import PATIENCE

ENGINES = ("postgres", "temporal")
SERVED = tuple(spec.name for spec in PROCESSES)


class StackUnderTest:
    """A stack in a folder of its own, with failpoints armed; `settings` are further variables of
    its environment."""

    def __init__(self, folder: Path, **settings: str) -> None:
        self._settings = settings
        self.folder = folder / "state"
        self._failpoints = folder / "failpoints"
        self._failpoints.mkdir()

    @property
    def state(self) -> StackState:
        """As the supervisor last recorded it."""
        return load_state(self.folder)

    def start(self) -> None:
        """Start what is not up; after the first time on the same ports."""
        start_stack(
            self.folder,
            profile="test",
            free_ports=True,
            environment={
                "TURNUP_FAILPOINT_DIR": str(self._failpoints),
                "TURNUP_SETTLE_SECONDS": "0.2",
                # What a process took with it when it died is delivered by the next one, soon.
                "TURNUP_OUTBOX_LEASE_SECONDS": "5",
                **self._settings,
            },
            # Tests freeze engines on purpose; the watchdog shall not end that early.
            watch_every_seconds=20,
            timeout_seconds=180,
        )

    def stop(self) -> None:
        stop_stack(self.folder)

    async def is_whole(self) -> None:
        """Return once every process runs and is ready, as it is between tests."""

        async def missing() -> list[str]:
            state = self.state
            down = {*SERVED, *ENGINES} - state.pids.keys()
            ready = [asyncio.to_thread(answers_ready, state.urls[name]) for name in SERVED]
            answers = zip(SERVED, await asyncio.gather(*ready), strict=True)
            return sorted(down | {name for name, is_ready in answers if not is_ready})

        await PATIENCE.until(missing, lambda names: not names, "every process to be ready")

    async def running(self, name: str) -> ProcessIdentity:
        """The process as it runs now; waited for if it is just being restarted."""

        async def read() -> ProcessIdentity | None:
            recorded = self.state.recorded
            process = recorded.supervisor if name == "supervisor" else recorded.processes[name]
            identity = process.identity
            return identity if identity and identity.is_alive() else None

        found = await PATIENCE.until(read, lambda identity: identity is not None, f"{name} to run")
        assert found is not None
        return found

    async def kill(self, *names: str) -> list[ProcessIdentity]:
        """kill -9 of all of them in the same moment; the supervisor starts them again."""
        victims = [await self.running(name) for name in names]
        for victim in victims:
            victim.signal(signal.SIGKILL)
        return victims

    async def cut_the_power(self, *, supervisor_too: bool) -> None:
        """Everything ends at once; without a supervisor it is for `start` to begin again."""
        names = [name for name in self.state.pids if name != "supervisor"]
        await self.kill(*(["supervisor"] if supervisor_too else []), *names)

    @asynccontextmanager
    async def kept_away(self, *names: str) -> AsyncIterator[None]:
        """Killed, and not started again before the end: the supervisor is frozen meanwhile."""
        supervisor = await self.running("supervisor")
        supervisor.signal(signal.SIGSTOP)
        try:
            victims = await self.kill(*names)
            yield
            assert not any(victim.is_alive() for victim in victims)
        finally:
            supervisor.signal(signal.SIGCONT)

    @asynccontextmanager
    async def frozen(self, name: str) -> AsyncIterator[None]:
        """It hangs: alive, its ports open, and never an answer."""
        process = await self.running(name)
        process.signal(signal.SIGSTOP)
        try:
            yield
            assert process.is_alive(), f"{name} did not hang to the end"
        finally:
            process.signal(signal.SIGCONT)

    @contextmanager
    def dying_at(self, failpoint: str) -> Iterator[None]:
        """The first process that comes to this failpoint dies there; somebody must."""
        file = self._failpoints / failpoint
        file.touch()
        try:
            yield
            assert not file.exists(), f"nothing came to {failpoint}"
        finally:
            file.unlink(missing_ok=True)


@contextmanager
def running(stack: StackUnderTest) -> Iterator[StackUnderTest]:
    try:
        stack.start()
        yield stack
    finally:
        stack.stop()
