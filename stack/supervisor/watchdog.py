"""Asks the engines for an answer and kills one that hangs, so that the supervisor restarts it."""

import asyncio
import signal
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

from stack.engines.temporal_health import TemporalCannotWrite, check_write_path
from stack.state.process_identity import ProcessIdentity
from stack.state.recorded_state import ProcessState, read_state
from stack.supervisor.log import log

_FAILURES_BEFORE_KILL = 3
# Of the interval between two looks: how long an answer may take, and how long an engine that
# has just started is left alone.
_ANSWER_SHARE = 0.8
_SETTLING_SHARE = 2.0


@dataclass
class Watched:
    """One engine and how often in a row it has not answered."""

    name: str
    probe: Callable[[], Awaitable[None]]
    failures: int = 0
    process: ProcessIdentity | None = None


def watch(
    state_file: Path, postgres_url: str | None, temporal_address: str | None, every_seconds: float
) -> None:
    """Runs for ever; None stands for an engine that is not ours to kill."""
    watched = []
    within = every_seconds * _ANSWER_SHARE
    if postgres_url:
        watched.append(Watched("postgres", lambda: postgres_answers(postgres_url, within)))
    if temporal_address:
        watched.append(Watched("temporal", lambda: check_write_path(temporal_address, within)))
    asyncio.run(_watch(state_file, watched, every_seconds))


def wait_until_writable(temporal_address: str, timeout_seconds: float = 60) -> None:
    """Returns when Temporal stores a workflow; raises TemporalCannotWrite after the timeout."""
    deadline = time.monotonic() + timeout_seconds

    async def wait() -> None:
        while True:
            try:
                return await check_write_path(temporal_address)
            except TemporalCannotWrite:
                if time.monotonic() > deadline:
                    raise
                await asyncio.sleep(0.05)

    asyncio.run(wait())


async def postgres_answers(url: str, within_seconds: float) -> None:
    """Opens a connection and asks for a row; raises when neither an answer nor a refusal comes."""
    import psycopg

    try:
        async with asyncio.timeout(within_seconds):
            async with await psycopg.AsyncConnection.connect(url) as connection:
                await connection.execute("SELECT 1")
    except psycopg.OperationalError as error:
        # A server that says why it refuses (recovering, no connection left) does not hang.
        if "FATAL" not in str(error):
            raise


async def _watch(state_file: Path, watched: list[Watched], every_seconds: float) -> None:
    while True:
        await asyncio.sleep(every_seconds)
        state = read_state(state_file)
        settled_at = time.time() - every_seconds * _SETTLING_SHARE
        await asyncio.gather(
            *(_look_at(engine, state.processes.get(engine.name), settled_at) for engine in watched)
        )


async def _look_at(engine: Watched, state: ProcessState | None, settled_at: float) -> None:
    identity = state.identity if state else None
    if identity != engine.process:
        engine.process, engine.failures = identity, 0
    if state is None or identity is None:
        return
    if (state.running_since or 0) > settled_at:
        return
    try:
        await engine.probe()
        engine.failures = 0
    except Exception as error:
        engine.failures += 1
        log(f"{engine.name} did not answer ({engine.failures}): {error or type(error).__name__}")
    if engine.failures >= _FAILURES_BEFORE_KILL:
        log(f"{engine.name} hangs: killing {identity.pid}")
        identity.signal(signal.SIGKILL)
