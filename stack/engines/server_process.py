"""An engine's server as a child process: started, waited for and ended; knows no engine."""

import signal
import subprocess
import time
from abc import ABC, abstractmethod
from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from stack.problems import StackProblem


class ServerProcess(ABC):
    """One server of one folder; whoever made this object ends it."""

    name: ClassVar[str]
    failure: ClassVar[type[StackProblem]]
    ends_before_it_starts: ClassVar[bool] = False
    """Whether one that has ended during its start may come up when spawned again."""

    def __init__(self, log_file: Path) -> None:
        self.log_file = log_file
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int | None:
        """Of the server, while it lives."""
        return self._process.pid if self._process and self._process.poll() is None else None

    @abstractmethod
    def spawn(self) -> subprocess.Popen[bytes]:
        """Starts the server process and returns at once; `is_ready()` says when it answers."""

    @abstractmethod
    def is_ready(self) -> bool:
        """Whether it takes connections."""

    def alive(self) -> bool:
        """The process lives and takes connections."""
        return self.pid is not None and self.is_ready()

    def start(self, timeout_seconds: float = 30) -> None:
        """Returns when the server takes connections; raises its `failure`."""
        if self.alive():
            return
        deadline = time.monotonic() + timeout_seconds
        process = self.spawn()
        while not self.is_ready():
            ended = process.poll() is not None
            if time.monotonic() > deadline or (ended and not self.ends_before_it_starts):
                self.kill()
                raise self.failure(
                    f"{self.name} did not start: {self._end_of_log()}", f"See {self.log_file}."
                )
            if ended:
                time.sleep(0.1)
                process = self.spawn()
            time.sleep(0.01)

    def kill(self) -> None:
        """kill -9, as a power cut would."""
        self._signal_and_wait(signal.SIGKILL, 10)

    def _run(
        self, command: Sequence[str], inherited_files: Sequence[int] = ()
    ) -> subprocess.Popen[bytes]:
        with self.log_file.open("ab") as log:
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                pass_fds=inherited_files,
            )
        return self._process

    def _signal_and_wait(self, number: signal.Signals, timeout_seconds: float) -> None:
        if self._process is None:
            return
        self._process.send_signal(number)
        # A stopped process acts on nothing but SIGKILL until it is continued.
        self._process.send_signal(signal.SIGCONT)
        try:
            self._process.wait(timeout_seconds)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _end_of_log(self) -> str:
        try:
            return self.log_file.read_text(errors="replace")[-600:].strip()
        except OSError:
            return "it wrote no log"
