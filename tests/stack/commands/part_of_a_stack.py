"""As much of a stack as one command needs: apps that are served in this process, recorded as if a
supervisor had started them."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

import uvicorn
from fastapi import FastAPI

from stack.state.layout import Layout
from stack.state.process_identity import identify
from stack.state.recorded_state import ProcessState, RecordedState, write_state

NOWHERE = dict.fromkeys(
    ("catalog", "orders", "payments", "notifications", "temporal_ui"), "http://0.0.0.0"
)


@asynccontextmanager
async def served(app: FastAPI, *, works: bool) -> AsyncIterator[str]:
    """Its address. One that does not work answers, and does nothing in the background."""
    config = uvicorn.Config(
        app, port=0, log_config=None, ws="none", lifespan="on" if works else "off"
    )
    server = uvicorn.Server(config)
    serving = asyncio.create_task(server.serve())
    while not server.started:
        await asyncio.sleep(0.01)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    await serving


def record(state_dir: Path, urls: Mapping[str, str]) -> None:
    """The test itself stands in for the supervisor."""
    itself = identify(os.getpid())
    assert itself is not None
    state = RecordedState(
        phase="running",
        supervisor=ProcessState(pid=itself.pid, started=itself.started, state="running"),
        urls=NOWHERE | dict(urls),
        temporal_namespace="turnup",
    )
    write_state(Layout(state_dir).state_file, state)


async def turnup(state_dir: Path, *arguments: str) -> tuple[int, str]:
    """Exit code and output of one command."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "stack", "--state-dir", str(state_dir), *arguments),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    output, _ = await process.communicate()
    return process.returncode or 0, output.decode()
