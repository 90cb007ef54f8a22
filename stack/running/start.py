"""Starts a stack, or what is missing of it, and waits until it is ready."""

import time
from collections.abc import Callable, Mapping
from pathlib import Path

from stack.problems import StackDidNotStart
from stack.running.health import look_at
from stack.running.launcher import Launcher, give_up_on_a_crash_loop, not_ready
from stack.running.stack_state import StackState, load_state
from stack.state.layout import Layout
from stack.state.recorded_state import RecordedState


def start_stack(
    state_dir: Path,
    profile: str = "local",
    *,
    environment: Mapping[str, str] | None = None,
    table: str | None = None,
    free_ports: bool = False,
    watch_every_seconds: float | None = None,
    timeout_seconds: float = 90,
    on_ready: Callable[[str], None] = lambda _name: None,
) -> StackState:
    """Starts what is not up yet and returns when every process is ready; safe to repeat.

    `environment` is added to the caller's, `table` names another list of processes
    (`module:NAME`), `free_ports` keeps away from the default ports;
    `on_ready` is called with the name of each process once. Raises StackDidNotStart.
    """
    layout = Layout(state_dir.absolute())
    arguments = ["--state-dir", str(layout.root), "--profile", profile]
    arguments += ["--table", table] if table else []
    arguments += ["--free-ports"] if free_ports else []
    if watch_every_seconds is not None:
        arguments += ["--watch-every-seconds", str(watch_every_seconds)]
    launcher = Launcher(layout, arguments, dict(environment or {}))
    deadline = time.monotonic() + timeout_seconds
    ready: set[str] = set()
    seen_restarts: dict[str, int] = {}
    while True:
        state = launcher.state_of_a_living_supervisor()
        waiting = not_ready(state, ready, on_ready)
        if not waiting:
            return load_state(state_dir)
        give_up_on_a_crash_loop(state, waiting, seen_restarts, layout)
        if time.monotonic() > deadline:
            raise StackDidNotStart(
                f"Not ready after {timeout_seconds:.0f} s: {', '.join(waiting)}.",
                _what_keeps(waiting[0], layout, state),
            )
        time.sleep(0.05)


def _what_keeps(name: str, layout: Layout, state: RecordedState) -> str:
    """What the process itself says of it, if it says anything."""
    process = look_at(layout, state).get(name)
    told = [f"{one.what} {one.fix}" for one in process.troubles] if process else []
    return "\n".join(told) or f"Look at `./turnup logs {name}`."
