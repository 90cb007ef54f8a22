"""One process under supervision: when it is started again, and what is told about it."""

import os
import signal
import subprocess
import time
from collections.abc import Callable
from contextlib import suppress

from stack.state.process_identity import identify
from stack.state.recorded_state import ProcessState

_QUICK_DEATH_SECONDS = 5.0
_LONGEST_PAUSE_SECONDS = 5.0


class ManagedProcess:
    """Starts again at once after a death, and after growing pauses when the deaths come quickly."""

    def __init__(
        self, name: str, spawn: Callable[["ManagedProcess"], "int | subprocess.Popen[bytes]"]
    ):
        self.name = name
        self.state = ProcessState()
        self.due_at: float | None = None
        self._spawn = spawn
        self._child: int | subprocess.Popen[bytes] | None = None
        self._spawned_at = 0.0
        self._quick_deaths = 0

    @property
    def is_running(self) -> bool:
        return self._child is not None

    def spawn(self) -> None:
        """Starts the process; a failure to start counts as a quick death."""
        self.due_at = None
        self._spawned_at = time.monotonic()
        try:
            self._child = self._spawn(self)
        except Exception as error:
            self._died(f"could not start: {error}")

    def record(self, pid: int) -> None:
        """Notes the pid of a process that was just started."""
        identity = identify(pid)
        self.state.pid = pid
        self.state.started = identity.started if identity else ""
        self.state.state = "running"
        self.state.running_since = time.time()

    def reap(self) -> bool:
        """True when the process has ended since the last look; it then has a time to restart."""
        if self._child is None:
            return False
        code = self._exit_code(self._child)
        if code is None:
            return False
        self._child = None
        self._died(f"ended with code {code}" if code >= 0 else f"killed by {_signal_name(-code)}")
        return True

    def signal_group(self, number: signal.Signals) -> None:
        """To the process and, for a group leader, to all it started."""
        if self._child is not None and self.state.pid:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self.state.pid, number)

    def stopped(self) -> None:
        """It ended because it was told to."""
        self._child = None
        self.due_at = None
        self.state.state = "stopped"
        self.state.pid = self.state.running_since = None

    def _died(self, how: str) -> None:
        quick = time.monotonic() - self._spawned_at < _QUICK_DEATH_SECONDS
        self._quick_deaths = self._quick_deaths + 1 if quick else 0
        # The first restart is immediate even after a quick death: a kill is not a crash loop.
        pause = 0.1 * 2**self._quick_deaths if self._quick_deaths > 1 else 0.0
        self.due_at = time.monotonic() + min(pause, _LONGEST_PAUSE_SECONDS)
        self.state.state = "restarting"
        self.state.pid = self.state.running_since = None
        self.state.restarts += 1
        self.state.last_exit = how

    def _exit_code(self, child: "int | subprocess.Popen[bytes]") -> int | None:
        if isinstance(child, subprocess.Popen):
            return child.poll()
        try:
            pid, status = os.waitpid(child, os.WNOHANG)
        except ChildProcessError:
            return -signal.SIGKILL
        return os.waitstatus_to_exitcode(status) if pid else None


def end_together(processes: list[ManagedProcess], grace_seconds: float) -> None:
    """SIGTERM to all, a grace, SIGKILL to whole groups, so that no grandchild stays."""
    for managed in processes:
        managed.signal_group(signal.SIGTERM)
        managed.signal_group(signal.SIGCONT)
    deadline = time.monotonic() + grace_seconds
    while any(managed.is_running for managed in processes):
        for managed in processes:
            if time.monotonic() > deadline:
                managed.signal_group(signal.SIGKILL)
            managed.reap()
        time.sleep(0.02)
    for managed in processes:
        managed.stopped()


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"
