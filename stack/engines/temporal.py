"""One Temporal dev server in one folder, with full durability; knows no workflow of ours."""

import fcntl
import json
import signal
import socket
import subprocess
from dataclasses import dataclass
from pathlib import Path

from stack.engines.server_process import ServerProcess
from stack.ports import LOOPBACK, random_ports
from stack.problems import TemporalDidNotStart

NAMESPACE = "turnup"
HEALTH_NAMESPACE = "turnup-health"
_DYNAMIC_CONFIG: dict[str, object] = {
    # The default of 20 polls a second puts 50 ms under every workflow task.
    "history.transferProcessorMaxPollRPS": 1000,
    "history.timerProcessorMaxPollRPS": 1000,
    # How far the clocks of a cluster may differ: with the default of 1 s each timer that is due at
    # once, or was set meanwhile, fires up to a second late. This server has one clock.
    "history.timerProcessorMaxTimeShift": "50ms",
    # What an operator deletes waits until the server has noted what it did before, every 30 s.
    "history.transferProcessorUpdateAckInterval": "2s",
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
    # What fails its tasks is found by the second failure, in seconds, see workflows/checks.py.
    "system.numConsecutiveWorkflowTaskProblemsToTriggerSearchAttribute": 2,
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


class TemporalServer(ServerProcess):
    """`temporal server start-dev` on a file; the same ports for the life of this object."""

    name = "Temporal"
    failure = TemporalDidNotStart

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
        super().__init__(log_file or self.folder / "server.log")

    @property
    def address(self) -> str:
        return f"{LOOPBACK}:{self.ports.frontend}"

    @property
    def ui_url(self) -> str:
        return f"http://{LOOPBACK}:{self.ports.ui}"

    def spawn(self) -> subprocess.Popen[bytes]:
        """Starts the server process and returns at once; `is_ready()` says when it listens."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / "lock").open("w") as lock:
            # The server inherits the locked file: two servers can never share one database,
            # and the lock goes when the server goes, however it ends.
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise TemporalDidNotStart(
                    f"Another Temporal server still uses {self.folder}.",
                    "End it, or choose another state folder.",
                ) from None
            return self._run(self._command(), [lock.fileno()])

    def is_ready(self) -> bool:
        """The frontend listens; whether it can also write is for `temporal_health` to say."""
        try:
            socket.create_connection((LOOPBACK, self.ports.frontend), timeout=1).close()
        except OSError:
            return False
        return True

    def stop(self, timeout_seconds: float = 10) -> None:
        self._signal_and_wait(signal.SIGTERM, timeout_seconds)

    def _command(self) -> list[str]:
        command = [str(self.binary), "server", "start-dev", "--ip", LOOPBACK]
        command += ["--port", str(self.ports.frontend), "--ui-port", str(self.ports.ui)]
        command += ["--metrics-port", str(self.ports.metrics), "--http-port", str(self.ports.http)]
        command += ["--db-filename", str(self.folder / "temporal.db"), "--ui-disable-news-fetch"]
        command += ["--sqlite-pragma", "journal_mode=wal", "--sqlite-pragma", "synchronous=full"]
        command += ["--log-level", "warn"]
        for namespace in (NAMESPACE, HEALTH_NAMESPACE):
            command += ["--namespace", namespace]
        for name, kind in _search_attributes().items():
            command += ["--search-attribute", f"{name}={kind}"]
        for key, value in _DYNAMIC_CONFIG.items():
            command += ["--dynamic-config-value", f"{key}={json.dumps(value)}"]
        return command


def _search_attributes() -> dict[str, str]:
    """Their kinds by name, as the server's command line calls them."""
    # The SDK takes long to import, and only who starts a server needs it.
    from contracts import search_attributes

    return {key.name: key.indexed_value_type.name.title() for key in search_attributes.ALL}
