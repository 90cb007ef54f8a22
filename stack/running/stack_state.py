"""For commands, tests and the demo: start a stack, end it, and learn where everything is."""

import os
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from stack.problems import StackDidNotStart, StackIsNotRunning
from stack.running.launcher import Launcher, collect_ended, give_up_on_a_crash_loop, not_ready
from stack.state.keys import Keys, load_keys
from stack.state.layout import Layout
from stack.state.process_identity import end_all
from stack.state.recorded_state import RecordedState, read_state, write_state

# Grace of the processes, then of the two engines, then a little for the supervisor itself.
_STOPPED_WITHIN_SECONDS = 45.0


@dataclass(frozen=True)
class StackState:
    """A stack that was started at least once, with its secrets."""

    layout: Layout
    recorded: RecordedState
    keys: Keys

    @property
    def is_up(self) -> bool:
        return self.recorded.is_up and self.recorded.phase == "running"

    @property
    def urls(self) -> dict[str, str]:
        """By process name, and `temporal_ui`."""
        return self.recorded.urls

    @property
    def ports(self) -> dict[str, int]:
        return self.recorded.ports

    @property
    def token_keys(self) -> dict[str, str]:
        return self.keys.token_keys

    @property
    def webhook_secret(self) -> str:
        return self.keys.webhook_secret

    @property
    def gateway_api_key(self) -> str:
        return self.keys.gateway_api_key

    @property
    def temporal_address(self) -> str:
        return self.recorded.temporal_address

    @property
    def temporal_namespace(self) -> str:
        return self.recorded.temporal_namespace

    @property
    def temporal_ui_url(self) -> str:
        return self.recorded.urls["temporal_ui"]

    @property
    def pids(self) -> dict[str, int]:
        """Of all that runs now, the supervisor's too."""
        everything = {"supervisor": self.recorded.supervisor} | self.recorded.processes
        return {name: process.pid for name, process in everything.items() if process.pid}

    def pid_of(self, name: str) -> int:
        """Raises StackIsNotRunning when that process does not run."""
        pid = self.pids.get(name)
        if pid is None:
            raise StackIsNotRunning
        return pid

    def admin_database_url(self) -> str:
        """A URL that sees every schema, for oracles and inspection."""
        if given := os.environ.get("DATABASE_URL"):
            return given
        from stack.engines.postgres import DATABASE, PostgresServer

        server = PostgresServer(self.layout.postgres, self.ports["postgres"])
        return server.url(database=DATABASE)


def load_state(state_dir: Path) -> StackState:
    """Raises StackIsNotRunning when there never was a stack here; see `is_up` for now."""
    layout = Layout(state_dir.absolute())
    try:
        keys = load_keys(layout.keys_file)
    except FileNotFoundError:
        raise StackIsNotRunning from None
    return StackState(layout, read_state(layout.state_file), keys)


def start_stack(
    state_dir: Path,
    profile: str = "local",
    *,
    environment: Mapping[str, str] | None = None,
    table: str | None = None,
    free_ports: bool = False,
    watch_every_seconds: float | None = None,
    timeout_seconds: float = 90,
    tell: Callable[[str], None] = lambda _line: None,
) -> StackState:
    """Starts what is not up yet and returns when every process is ready; safe to repeat.

    `environment` is added to the caller's, `table` names another list of processes
    (`module:NAME`), `free_ports` keeps away from the default ports. Raises StackDidNotStart.
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
        waiting = not_ready(state, ready, tell)
        if not waiting:
            return load_state(state_dir)
        give_up_on_a_crash_loop(state, waiting, seen_restarts)
        if time.monotonic() > deadline:
            raise StackDidNotStart(
                f"Not ready after {timeout_seconds:.0f} s: {', '.join(waiting)}.",
                f"Look at `./turnup logs {waiting[0]}`.",
            )
        time.sleep(0.05)


def stop_stack(state_dir: Path) -> bool:
    """Ends the supervisor and all it started, also after a crash; False if nothing ran."""
    layout = Layout(state_dir.absolute())
    state = read_state(layout.state_file)
    supervisor = state.supervisor.identity
    living = [process for process in state.recorded_processes() if process.is_alive()]
    if supervisor and supervisor.is_alive():
        end_all([supervisor], _STOPPED_WITHIN_SECONDS)
    elif not living:
        collect_ended()
        return False
    # Left over when the supervisor itself was killed.
    end_all(read_state(layout.state_file).recorded_processes(), grace_seconds=10)
    if state.phase != "stopped":
        _record_the_end(layout)
    collect_ended()
    return True


def _record_the_end(layout: Layout) -> None:
    state = read_state(layout.state_file)
    state.phase = "stopped"
    for process in (state.supervisor, *state.processes.values()):
        process.pid = process.running_since = None
        process.state = "stopped"
    write_state(layout.state_file, state)
