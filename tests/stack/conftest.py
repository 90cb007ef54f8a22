"""Engines and stacks for the tests of the stack itself, each in a folder of its own."""

import asyncio
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from stack.engines.postgres import PostgresServer
from stack.engines.temporal import TemporalServer
from stack.engines.temporal_discovery import choose_temporal
from stack.engines.temporal_health import TemporalCannotWrite, check_write_path
from stack.running.stack_state import StackState
from stack.running.start import start_stack
from stack.running.stop import stop_stack
from tests.patience import eventually


@pytest.fixture(scope="module")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PostgresServer]:
    server = PostgresServer(tmp_path_factory.mktemp("postgres"))
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="module")
def temporal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TemporalServer]:
    choice = choose_temporal({"PATH": os.environ["PATH"]}, log=lambda _line: None)
    assert choice.binary
    server = TemporalServer(tmp_path_factory.mktemp("temporal"), choice.binary)
    server.start()
    asyncio.run(_until_it_writes(server))
    yield server
    server.stop()


@pytest.fixture(scope="module")
def start_standins(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Callable[[], StackState]]:
    """Starts one stack of stand-in processes; calling it again is `up` twice."""
    folder = tmp_path_factory.mktemp("stack")

    def start() -> StackState:
        return start_stack(
            folder,
            table="tests.stack.standins:TABLE",
            environment={"TURNUP_SMTP_HOST": "mail.example", "UNRELATED": "stays outside"},
            free_ports=True,
            watch_every_seconds=1,
        )

    yield start
    stop_stack(folder)


@pytest.fixture
def empty_folder(tmp_path: Path) -> Iterator[Path]:
    """A state folder whose stack, if a test starts one, is ended."""
    yield tmp_path
    stop_stack(tmp_path)


async def _until_it_writes(server: TemporalServer) -> None:
    """It listens before its frontend is healthy."""

    async def writes() -> bool:
        try:
            await check_write_path(server.address)
        except TemporalCannotWrite:
            return False
        return True

    await eventually(writes)
