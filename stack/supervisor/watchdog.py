"""Asks engines and processes for an answer and kills what hangs, so that the supervisor starts it
anew."""

import asyncio
import signal
import time
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from stack.engines.postgres_health import check_answers
from stack.engines.temporal_health import TemporalCannotWrite, check_write_path
from stack.state.process_identity import ProcessIdentity
from stack.state.recorded_state import ProcessState, read_state
from stack.supervisor.log import log

_FAILURES_BEFORE_KILL = 3
# Of the interval between two looks: how long an answer may take, and how long what has
# just started is left alone.
_ANSWER_SHARE = 0.8
_SETTLING_SHARE = 2.0


@dataclass
class Watched:
    """One engine or process, and how often in a row it has not answered."""

    name: str
    probe: Callable[[], Awaitable[None]]
    failures: int = 0
    process: ProcessIdentity | None = None


def watch(
    state_file: Path,
    postgres_url: str | None,
    temporal_address: str | None,
    process_urls: Mapping[str, str],
    every_seconds: float,
) -> None:
    """Runs for ever; None stands for an engine that is not ours to kill."""
    within = every_seconds * _ANSWER_SHARE
    watched = [
        Watched(name, partial(process_answers, url, within)) for name, url in process_urls.items()
    ]
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


async def process_answers(url: str, within_seconds: float) -> None:
    """Asks whether it is alive; whatever it says, it is. Raises `TimeoutError` when nothing comes;
    what is not there is the supervisor's to start."""
    parts = urlsplit(url)
    with suppress(ConnectionError):
        async with asyncio.timeout(within_seconds):
            reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
            try:
                writer.write(f"GET /healthz HTTP/1.1\r\nHost: {parts.netloc}\r\n\r\n".encode())
                await reader.readline()
            finally:
                writer.close()


async def postgres_answers(url: str, within_seconds: float) -> None:
    """Raises when neither an answer nor a refusal comes."""
    import psycopg

    try:
        await check_answers(url, within_seconds)
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
            *(_look_at(one, state.processes.get(one.name), settled_at) for one in watched)
        )


async def _look_at(one: Watched, state: ProcessState | None, settled_at: float) -> None:
    identity = state.identity if state else None
    if identity != one.process:
        one.process, one.failures = identity, 0
    if state is None or identity is None:
        return
    if (state.running_since or 0) > settled_at:
        return
    try:
        await one.probe()
        one.failures = 0
    except Exception as error:
        one.failures += 1
        log(f"{one.name} did not answer ({one.failures}): {error or type(error).__name__}")
    if one.failures >= _FAILURES_BEFORE_KILL:
        log(f"{one.name} hangs: killing {identity.pid}")
        identity.signal(signal.SIGKILL)
