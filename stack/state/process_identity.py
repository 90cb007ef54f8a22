"""Knows a process by pid and start time, so that a reused pid is never mistaken or killed."""

import os
import signal
import sys
import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True)
class ProcessIdentity:
    """`started` is opaque: equal for the same process, different for a later one of that pid."""

    pid: int
    started: str

    def is_alive(self) -> bool:
        """False for a zombie: it holds nothing any more and only waits for its parent."""
        return _started(self.pid) == self.started

    def signal(self, number: signal.Signals) -> None:
        """Sends only while the pid still is this process; a process that is gone is no error."""
        if self.is_alive():
            with suppress(ProcessLookupError):
                os.kill(self.pid, number)


def identify(pid: int) -> ProcessIdentity | None:
    """None when no such process lives."""
    started = _started(pid)
    return ProcessIdentity(pid, started) if started else None


def end_all(processes: Iterable[ProcessIdentity], grace_seconds: float) -> None:
    """SIGTERM to all, SIGKILL to those that still live after the grace."""
    living = [process for process in processes if process.is_alive()]
    for process in living:
        process.signal(signal.SIGTERM)
        process.signal(signal.SIGCONT)
    deadline = time.monotonic() + grace_seconds
    while any(process.is_alive() for process in living) and time.monotonic() < deadline:
        time.sleep(0.02)
    for process in living:
        process.signal(signal.SIGKILL)
    while any(process.is_alive() for process in living):
        time.sleep(0.01)


def _started(pid: int) -> str | None:
    if sys.platform != "linux":
        return _started_elsewhere(pid)
    try:
        # The command name in parentheses may hold spaces; the fields after it never do.
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return None
    ended = fields[0] in "ZX" and not _threads_linger(pid)
    return None if ended else f"{_boot()}/{fields[19]}"


def _threads_linger(pid: int) -> bool:
    # Its first thread may be a zombie while others still hold the ports and files.
    try:
        return len(os.listdir(f"/proc/{pid}/task")) > 1
    except OSError:
        return False


@cache
def _boot() -> str:
    # Start times count from boot: without this a pid could match one from before a reboot.
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text().strip()
    except OSError:
        return "unknown-boot"


def _started_elsewhere(pid: int) -> str | None:
    import psutil

    try:
        process = psutil.Process(pid)
        if process.status() == psutil.STATUS_ZOMBIE:
            return None
        return f"{process.create_time():.2f}"
    except psutil.Error:
        return None
