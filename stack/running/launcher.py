"""Starts a supervisor from outside and waits until the stack it runs is ready."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from stack.problems import StackDidNotStart
from stack.running.health import answers_ready
from stack.state.layout import CHECKOUT, Layout
from stack.state.recorded_state import ANOTHER_SUPERVISES, RecordedState, read_state

_CRASHES_BEFORE_GIVING_UP = 6
_LONGEST_LINE_BYTES = 2_000

# A supervisor outlives whoever launched it, or is ended by others: whoever ends it collects it.
_launched: list["subprocess.Popen[bytes]"] = []


class Launcher:
    """Starts a supervisor where none lives, and notices when it gives up."""

    def __init__(self, layout: Layout, arguments: list[str], extra: dict[str, str]) -> None:
        self._layout = layout
        self._arguments = arguments
        self._extra = extra
        self._mine: subprocess.Popen[bytes] | None = None

    def state_of_a_living_supervisor(self) -> RecordedState:
        """Raises StackDidNotStart when the one that was started here has ended."""
        ended = self._mine and self._mine.poll()
        state = read_state(self._layout.state_file)
        if state.is_up:
            return state
        if ended == ANOTHER_SUPERVISES:
            self._mine = None
        elif ended is not None:
            raise StackDidNotStart(
                state.problem or "The supervisor ended before the stack was ready.",
                f"See {self._layout.log_of('supervisor')}.",
            )
        if self._mine is None:
            self._mine = self._launch()
            _launched.append(self._mine)
        return state

    def _launch(self) -> subprocess.Popen[bytes]:
        self._layout.logs.mkdir(parents=True, exist_ok=True)
        with self._layout.log_of("supervisor").open("ab") as log:
            return subprocess.Popen(
                [sys.executable, "-m", "stack.supervisor", *self._arguments],
                cwd=CHECKOUT,
                env=os.environ | self._extra,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )


def collect_ended() -> None:
    """Wait for the supervisors of this process that have ended, so that none stays a zombie."""
    _launched[:] = [process for process in _launched if process.poll() is None]


def not_ready(state: RecordedState, ready: set[str], on_ready: Callable[[str], None]) -> list[str]:
    """What is waited for; what has become ready is added to `ready` and reported once."""
    if not state.is_up or state.phase != "running":
        return ["supervisor"]
    served = [name for name in state.processes if name in state.urls]
    for name in [*state.engines, *served]:
        if name not in ready and (name in state.engines or answers_ready(state.urls[name])):
            ready.add(name)
            on_ready(name)
    return [name for name in served if name not in ready]


def give_up_on_a_crash_loop(
    state: RecordedState, waiting: list[str], seen_restarts: dict[str, int], layout: Layout
) -> None:
    """Raises StackDidNotStart instead of waiting for a process that ends again and again, with the
    last line that it wrote: the reason, if it knew one.

    `seen_restarts` starts empty and is kept between calls: what died before the wait began, in a
    stack that has long been up, is no crash loop.
    """
    for name in waiting:
        process = state.processes.get(name)
        if process is None:
            continue
        before = min(seen_restarts.get(name, process.restarts), process.restarts)
        seen_restarts[name] = before
        if process.restarts - before >= _CRASHES_BEFORE_GIVING_UP:
            times = process.restarts - before
            raise StackDidNotStart(
                f"{name} does not start: it {process.last_exit}, {times} times.",
                f"Look at `./turnup logs {name}`; `./turnup down` ends the others."
                f"{_last_line(layout.log_of(name))}",
            )


def _last_line(log_file: Path) -> str:
    """On a line of its own; empty where nothing was written."""
    try:
        with log_file.open("rb") as log:
            log.seek(max(0, log_file.stat().st_size - _LONGEST_LINE_BYTES))
            lines = log.read().decode(errors="replace").split("\n")
    except OSError:
        return ""
    last = next((line.strip() for line in reversed(lines) if line.strip()), "")
    return f" It wrote last:\n{last}" if last else ""
