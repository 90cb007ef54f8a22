"""Where things lie in the state folder; touches nothing on disk."""

import os
from dataclasses import dataclass
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Layout:
    """The paths under one state folder (`.local/` unless told otherwise)."""

    root: Path

    @property
    def state_file(self) -> Path:
        return self.root / "state.json"

    @property
    def keys_file(self) -> Path:
        return self.root / "keys.json"

    @property
    def supervisor_lock(self) -> Path:
        return self.root / "supervisor.lock"

    @property
    def postgres(self) -> Path:
        return self.root / "postgres"

    @property
    def temporal(self) -> Path:
        return self.root / "temporal"

    @property
    def logs(self) -> Path:
        return self.root / "logs"

    def log_of(self, name: str) -> Path:
        return self.logs / f"{name}.log"

    def folder_of(self, name: str) -> Path:
        return self.root / name


def default_state_dir() -> Path:
    """TURNUP_LOCAL if set, else `.local/` in the checkout; absolute."""
    return Path(os.environ.get("TURNUP_LOCAL") or CHECKOUT / ".local").absolute()
