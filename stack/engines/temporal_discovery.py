"""Decides, in one place, which Temporal server is used; starts none."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from stack.problems import TemporalIsMissing


@dataclass(frozen=True)
class TemporalChoice:
    """Either the address of a running server or the CLI binary to start one with."""

    reason: str
    address: str | None = None
    binary: Path | None = None


def choose_temporal(
    environ: Mapping[str, str],
    log: Callable[[str], None],
    download_folder: Path | None = None,
) -> TemporalChoice:
    """Takes the first that exists and logs which; raises TemporalIsMissing.

    Only with a `download_folder` may the SDK fetch a binary, as the last resort.
    """
    choice = _found(environ) or _downloaded(download_folder)
    if choice is None:
        raise TemporalIsMissing
    log(f"temporal: {choice.reason}")
    return choice


def _found(environ: Mapping[str, str]) -> TemporalChoice | None:
    if address := environ.get("TEMPORAL_ADDRESS"):
        return TemporalChoice(f"the running server at {address} (TEMPORAL_ADDRESS)", address)
    if given := environ.get("TEMPORAL_CLI"):
        if not os.access(given, os.X_OK):
            raise TemporalIsMissing
        return TemporalChoice(f"{given} (TEMPORAL_CLI)", binary=Path(given))
    of_the_wheel = Path(sys.executable).parent / "temporal"
    if os.access(of_the_wheel, os.X_OK):
        return TemporalChoice(f"{of_the_wheel} (installed wheel)", binary=of_the_wheel)
    if on_path := shutil.which("temporal", path=environ.get("PATH")):
        return TemporalChoice(f"{on_path} (PATH)", binary=Path(on_path))
    return None


def _downloaded(folder: Path | None) -> TemporalChoice | None:
    if folder is None:
        return None
    folder.mkdir(parents=True, exist_ok=True)
    # In a process of its own: the SDK starts threads, and the caller must stay free of them.
    code = (
        "import asyncio, sys\n"
        "from temporalio.testing import WorkflowEnvironment as Environment\n"
        "async def fetch():\n"
        "    server = await Environment.start_local(download_dest_dir=sys.argv[1])\n"
        "    await server.shutdown()\n"
        "asyncio.run(fetch())\n"
    )
    try:
        subprocess.run(
            [sys.executable, "-c", code, folder], capture_output=True, timeout=180, check=False
        )
    except subprocess.TimeoutExpired:
        return None
    for binary in sorted(folder.iterdir()):
        if os.access(binary, os.X_OK) and binary.is_file():
            return TemporalChoice(f"{binary} (downloaded by the SDK)", binary=binary)
    return None
