"""What the supervisor tells the rest of the world, in one file without secrets; it alone writes."""

import json
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Literal

from stack.state.keys import write_private
from stack.state.process_identity import ProcessIdentity

Phase = Literal["starting", "running", "stopping", "stopped", "failed"]

ANOTHER_SUPERVISES = 3
"""The exit code of a supervisor that finds the state folder already supervised."""


@dataclass
class ProcessState:
    """One process as last seen by the supervisor; times are seconds since the epoch."""

    pid: int | None = None
    started: str = ""
    state: Literal["running", "restarting", "stopped"] = "stopped"
    running_since: float | None = None
    restarts: int = 0
    last_exit: str = ""

    @property
    def identity(self) -> ProcessIdentity | None:
        return ProcessIdentity(self.pid, self.started) if self.pid else None


@dataclass
class RecordedState:
    """The content of `state.json`."""

    phase: Phase = "stopped"
    problem: str = ""
    profile: str = "local"
    supervisor: ProcessState = field(default_factory=ProcessState)
    notes: list[str] = field(default_factory=list)
    ports: dict[str, int] = field(default_factory=dict)
    urls: dict[str, str] = field(default_factory=dict)
    services: list[str] = field(default_factory=list)
    engines: dict[str, str] = field(default_factory=dict)
    temporal_address: str = ""
    temporal_namespace: str = ""
    processes: dict[str, ProcessState] = field(default_factory=dict)

    @property
    def is_up(self) -> bool:
        """The supervisor lives, whatever its phase."""
        identity = self.supervisor.identity
        return identity is not None and identity.is_alive()

    def recorded_processes(self) -> list[ProcessIdentity]:
        """Everything that the supervisor started, engines last."""
        processes = sorted(self.processes.items(), key=lambda item: item[0] in self.engines)
        return [state.identity for _, state in processes if state.identity]


def read_state(file: Path) -> RecordedState:
    """The recorded state; an empty one when there is none or it cannot be read."""
    with suppress(OSError, ValueError, TypeError, AttributeError, KeyError):
        content = json.loads(file.read_text())
        content["supervisor"] = ProcessState(**content["supervisor"])
        content["processes"] = {
            name: ProcessState(**process) for name, process in content["processes"].items()
        }
        return RecordedState(**content)
    return RecordedState()


def write_state(file: Path, state: RecordedState) -> None:
    """Replaces the file at once: a reader sees the old content or the new."""
    write_private(file, json.dumps(asdict(state), indent=2))
