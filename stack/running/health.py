"""Asks processes and engines from outside whether they can do their work, and what keeps them from
it; changes nothing but the workflow by which Temporal shows that it can write."""

import asyncio
import http.client
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from stack.state.layout import Layout
from stack.state.recorded_state import RecordedState

if TYPE_CHECKING:
    from contracts.health import Finding

ENGINE_WITHIN_SECONDS = 3.0
SETTLED_WITHIN_SECONDS = 4.0


@dataclass(frozen=True)
class ProcessHealth:
    """In a word (`ready`, `degraded`, `not ready`, `no answer`, `down`, or `-` where nothing can be
    asked), and what is wrong."""

    word: str
    troubles: list["Finding"] = field(default_factory=list)

    @property
    def is_good(self) -> bool:
        return self.word in ("ready", "-")


def answers_ready(url: str, timeout_seconds: float = 1.0) -> bool:
    """True when `GET /readyz` answers 200."""
    return _ask(url, timeout_seconds)[0] == 200


def look_at(layout: Layout, state: RecordedState) -> dict[str, ProcessHealth]:
    """The health of every recorded process, all asked at once."""
    with ThreadPoolExecutor(max_workers=16) as pool:
        answers = {name: pool.submit(_health_of, name, layout, state) for name in state.processes}
        return {name: answer.result() for name, answer in answers.items()}


def lasting_troubles(layout: Layout, state: RecordedState) -> list[tuple[str, "Finding"]]:
    """What is wrong for longer than processes take to hear of each other when they start."""
    deadline = time.monotonic() + SETTLED_WITHIN_SECONDS
    while True:
        health = look_at(layout, state)
        found = [(name, one) for name, process in health.items() for one in process.troubles]
        if not found or time.monotonic() > deadline:
            return found
        time.sleep(0.3)


def _health_of(name: str, layout: Layout, state: RecordedState) -> ProcessHealth:
    process = state.processes[name]
    if process.state != "running":
        exit_told = f", as it {process.last_exit}" if process.last_exit else ""
        return _bad("down", name, f"It is {process.state}{exit_told}.")
    if name in state.urls:
        return _served(name, state)
    if name == "postgres":
        return _engine(name, lambda: _ask_postgres(layout, state.ports[name]))
    if name == "temporal":
        return _engine(name, lambda: _ask_temporal(state.temporal_address))
    return ProcessHealth("-")


def _served(name: str, state: RecordedState) -> ProcessHealth:
    from contracts.health import Health

    status, body = _ask(state.urls[name])
    if not status:
        return _bad(
            "no answer",
            name,
            f"It runs as process {state.processes[name].pid} and does not answer.",
            "If it hangs, it is killed and started again within half a minute. If it comes to that"
            f" again, or to nothing: `./turnup logs {name}`.",
        )
    try:
        health = Health.model_validate_json(body)
    except ValueError:
        if status == 200:
            return ProcessHealth("ready")
        return _bad("not ready", name, f"It answers {status}.")
    return ProcessHealth(health.status, health.troubles)


def _ask(url: str, timeout_seconds: float = 1.0) -> tuple[int, bytes]:
    """Status and body of `/readyz`; 0 when there is no answer."""
    connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=timeout_seconds)
    try:
        connection.request("GET", "/readyz")
        answer = connection.getresponse()
        return answer.status, answer.read()
    except (OSError, http.client.HTTPException):
        return 0, b""
    finally:
        connection.close()


def _engine(name: str, ask: Callable[[], None]) -> ProcessHealth:
    try:
        ask()
    except Exception as error:
        why = str(error) or type(error).__name__
        return _bad(
            "not ready",
            name,
            f"It runs and does not do its work: {why}",
            f"See that the disk is not full, and `./turnup logs {name}`. What does not answer is"
            " killed and started again; all that it has stored stays.",
        )
    return ProcessHealth("ready")


def _ask_postgres(layout: Layout, port: int) -> None:
    from stack.engines.postgres import PostgresServer
    from stack.engines.postgres_health import check_answers

    url = PostgresServer(layout.postgres, port).url()
    asyncio.run(check_answers(url, ENGINE_WITHIN_SECONDS))


def _ask_temporal(address: str) -> None:
    from stack.engines.temporal_health import check_write_path

    asyncio.run(check_write_path(address, ENGINE_WITHIN_SECONDS))


def _bad(word: str, name: str, what: str, fix: str = "") -> ProcessHealth:
    from contracts.health import Finding

    fix = fix or f"Look at `./turnup logs {name}`."
    return ProcessHealth(word, [Finding(check="process", state="broken", what=what, fix=fix)])
