"""One Temporal dev server in one folder, with full durability; knows no workflow of ours."""

import fcntl
import json
import signal
import socket
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from stack.ports import LOOPBACK, random_ports
from stack.problems import TemporalDidNotStart

NAMESPACE = "turnup"
HEALTH_NAMESPACE = "turnup-health"
SEARCH_ATTRIBUTES = {
    "OrderStatus": "Keyword",
    "PartnerId": "Keyword",
    "CustomerId": "Keyword",
    "PaymentStatus": "Keyword",
    "NeedsAttention": "Bool",
    "ApprovalDueAt": "Datetime",
    "AmountMinor": "Int",
}
_DYNAMIC_CONFIG: dict[str, object] = {
    # The default of 20 polls a second puts 50 ms under every workflow task.
    "history.transferProcessorMaxPollRPS": 1000,
    "history.timerProcessorMaxPollRPS": 1000,
    "history.hostLevelCacheMaxSize": 4000,
    "history.rps": 20_000,
    "matching.rps": 20_000,
    "matching.numTaskqueueReadPartitions": 1,
    "matching.numTaskqueueWritePartitions": 1,
    "frontend.rps": 20_000,
    "frontend.namespaceRPS": 20_000,
    "frontend.WorkflowTimeSkippingEnabled": True,
    # Update-with-start.
    "frontend.enableExecuteMultiOperation": True,
    "frontend.enableUpdateWorkflowExecution": True,
    # The health check replaces its workflow as often as it likes.
    "history.workflowIdReuseMinimalInterval": "0s",
    # Nobody: the HTTP API takes what any web page that is open in a browser here sends (a POST as
    # text/plain asks for no permission), and nothing of ours speaks to it.
    "frontend.httpAllowedHosts": ["nobody.invalid"],
}


@dataclass(frozen=True)
class TemporalPorts:
    frontend: int
    ui: int
    metrics: int
    http: int


class TemporalServer:
    """`temporal server start-dev` on a file; the same ports for the life of this object."""

    def __init__(
        self,
        folder: Path,
        binary: Path,
        ports: TemporalPorts | None = None,
        log_file: Path | None = None,
    ) -> None:
        self.folder = folder.absolute()
        self.binary = binary
        self.ports = ports or TemporalPorts(**random_ports(["frontend", "ui", "metrics", "http"]))
        self.log_file = log_file or self.folder / "server.log"
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        return f"{LOOPBACK}:{self.ports.frontend}"

    @property
    def ui_url(self) -> str:
        return f"http://{LOOPBACK}:{self.ports.ui}"

    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process and self._process.poll() is None else None

    def spawn(self) -> subprocess.Popen[bytes]:
        """Starts the server process and returns at once; `is_ready()` tells when it listens."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / "lock").open("w") as lock, self.log_file.open("ab") as log:
            # The server inherits the locked file: two servers can never share one database,
            # and the lock goes when the server goes, however it ends.
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise TemporalDidNotStart(
                    f"Another Temporal server still uses {self.folder}.",
                    "End it, or choose another state folder.",
                ) from None
            self._process = subprocess.Popen(
                self._command(),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                pass_fds=[lock.fileno()],
            )
        return self._process

    def is_ready(self) -> bool:
        """The frontend listens; whether it can also write is for `temporal_health` to say."""
        try:
            socket.create_connection((LOOPBACK, self.ports.frontend), timeout=1).close()
        except OSError:
            return False
        return True

    def start(self, timeout_seconds: float = 30) -> None:
        """Returns when the frontend listens; raises TemporalDidNotStart."""
        if self.alive():
            return
        process = self.spawn()
        deadline = time.monotonic() + timeout_seconds
        while not self.is_ready():
            if process.poll() is not None or time.monotonic() > deadline:
                self.kill()
                end_of_log = self.log_file.read_text(errors="replace")[-600:].strip()
                raise TemporalDidNotStart(
                    f"Temporal did not start: {end_of_log}", f"See {self.log_file}."
                )
            time.sleep(0.02)

    def alive(self) -> bool:
        """The process lives and listens."""
        return self.pid is not None and self.is_ready()

    def stop(self, timeout_seconds: float = 10) -> None:
        self._signal_and_wait(signal.SIGTERM, timeout_seconds)

    def kill(self) -> None:
        """kill -9, as a power cut would."""
        self._signal_and_wait(signal.SIGKILL, 10)

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

    def _command(self) -> list[str]:
        command = [str(self.binary), "server", "start-dev", "--ip", LOOPBACK]
        command += ["--port", str(self.ports.frontend), "--ui-port", str(self.ports.ui)]
        command += ["--metrics-port", str(self.ports.metrics), "--http-port", str(self.ports.http)]
        command += ["--db-filename", str(self.folder / "temporal.db"), "--ui-disable-news-fetch"]
        command += ["--sqlite-pragma", "journal_mode=wal", "--sqlite-pragma", "synchronous=full"]
        command += ["--log-level", "warn"]
        for namespace in (NAMESPACE, HEALTH_NAMESPACE):
            command += ["--namespace", namespace]
        for name, kind in SEARCH_ATTRIBUTES.items():
            command += ["--search-attribute", f"{name}={kind}"]
        for key, value in _DYNAMIC_CONFIG.items():
            command += ["--dynamic-config-value", f"{key}={json.dumps(value)}"]
        return command
