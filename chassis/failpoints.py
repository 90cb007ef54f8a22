"""Named places where a test can kill the process, once. Inert outside the test profile."""

import os
import signal
from pathlib import Path

_directory: Path | None = None


def arm(directory: Path | None) -> None:
    """Look for failpoint files in this folder from now on (settings allow it in tests only)."""
    global _directory
    _directory = directory


def failpoint(name: str) -> None:
    """Die here as with kill -9 if a test left a file of this name; the file is used up first."""
    if _directory is None:
        return
    try:
        (_directory / name).unlink()
    except FileNotFoundError:
        return
    os.kill(os.getpid(), signal.SIGKILL)
