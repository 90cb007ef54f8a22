"""Forks processes from one that has imported the heavy libraries; refuses once threads run."""

import gc
import importlib
import os
import runpy
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from stack.process_exit import exit_code_of, exit_now
from stack.state.layout import CHECKOUT

_LARGEST_LOG_BYTES = 20_000_000
_PRELOADED = [
    "fastapi",
    "uvicorn",
    "uvicorn.loops.auto",
    "uvicorn.protocols.http.h11_impl",
    "uvicorn.lifespan.on",
    "sqlalchemy.ext.asyncio",
    "sqlalchemy.dialects.postgresql.psycopg",
    "psycopg",
    "psycopg_pool",
    "alembic",
    "alembic.command",
    "alembic.autogenerate",
    "temporalio.client",
    "temporalio.worker",
    "temporalio.contrib.pydantic",
    "structlog",
    "pydantic_settings",
    "httpx2",
    "jinja2",
    "jwt",
    "python_multipart",
    "aiosmtplib",
]


def preload() -> None:
    """Imports what every process needs; a library that is not installed is left out."""
    for module in _PRELOADED:
        with suppress(ImportError):
            importlib.import_module(module)
    # The collector would touch, and so copy, every shared page of memory in each child.
    gc.collect()
    gc.freeze()


def run_module(module: str) -> Callable[[], None]:
    """What `python -m module` does."""

    def run() -> None:
        sys.argv = [module]
        runpy.run_module(module, run_name="__main__", alter_sys=True)

    return run


def fork(
    run: Callable[[], None],
    environment: dict[str, str],
    log_file: Path,
    foreign_files: list[int],
) -> "Fork":
    """A child in a process group of its own that waits for `release()` before it runs.

    The wait lets the parent write the pid down first: a child that nobody knows of cannot be.
    `foreign_files` are the parent's own descriptors, closed in the child.
    """
    if len(os.listdir("/proc/self/task") if sys.platform == "linux" else [""]) > 1:
        raise RuntimeError("fork() after a thread was started")
    _turn_over(log_file)
    gate_out, gate_in = os.pipe()
    sys.stdout.flush()
    sys.stderr.flush()
    pid = os.fork()
    if pid:
        os.close(gate_out)
        return Fork(pid, gate_in)
    code = 1
    try:
        os.setpgid(0, 0)
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGCHLD):
            signal.signal(number, signal.SIG_DFL)
        signal.set_wakeup_fd(-1)
        for descriptor in (gate_in, *foreign_files):
            os.close(descriptor)
        _redirect_output(log_file)
        if os.read(gate_out, 1):
            os.close(gate_out)
            os.chdir(CHECKOUT)
            os.environ.clear()
            os.environ.update(environment)
            code = exit_code_of(run)
    finally:
        exit_now(code)


class Fork:
    """A child that waits at the gate."""

    def __init__(self, pid: int, gate: int) -> None:
        self.pid = pid
        self._gate = gate

    def release(self) -> None:
        with suppress(BrokenPipeError):
            os.write(self._gate, b"1")
        os.close(self._gate)


def _redirect_output(log_file: Path) -> None:
    log = os.open(log_file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.dup2(log, 1)
    os.dup2(log, 2)
    os.close(nothing)
    os.close(log)
    sys.stdout = os.fdopen(1, "w", buffering=1, closefd=False)
    sys.stderr = os.fdopen(2, "w", buffering=1, closefd=False)


def _turn_over(log_file: Path) -> None:
    """Keeps one older log, so that logs never fill the disk."""
    with suppress(OSError):
        if log_file.stat().st_size > _LARGEST_LOG_BYTES:
            log_file.replace(log_file.with_suffix(".log.1"))
