"""A stack of stand-in processes on real engines: what dies comes back, what is ended is gone."""

import json
import os
import signal
from collections.abc import Callable
from pathlib import Path
from urllib.request import urlopen

import psycopg
import pytest

from stack.problems import StackDidNotStart
from stack.running.stack_state import StackState, load_state
from stack.running.start import start_stack
from stack.running.stop import stop_stack
from stack.state.keys import load_keys
from stack.state.process_identity import ProcessIdentity, identify
from tests.stack.inspection import admin_database_url
from tests.stack.waiting import eventually

pytestmark = pytest.mark.engines
Start = Callable[[], StackState]


def told_to(stack: StackState, name: str) -> dict[str, str]:
    with urlopen(stack.urls[name], timeout=5) as answer:  # noqa: S310 - our own address
        environment: dict[str, str] = json.load(answer)["environment"]
        return environment


def replaced(stack: StackState, name: str) -> StackState:
    """The stack once `name` runs as another process than before."""

    def look() -> StackState | None:
        now = load_state(stack.layout.root)
        new = name in now.pids and now.pids[name] != stack.pids[name]
        return now if new else None

    return eventually(look, within_seconds=30)


def everything_of(stack: StackState) -> list[ProcessIdentity]:
    return [identity for pid in stack.pids.values() if (identity := identify(pid))]


def test_each_process_is_told_what_it_needs_and_no_more(start_standins: Start) -> None:
    stack = start_standins()
    catalog, worker = told_to(stack, "catalog"), told_to(stack, "worker")
    simulator = told_to(stack, "simulator")

    assert catalog["TURNUP_PROFILE"] == "local"
    assert worker["TURNUP_CATALOG_URL"] == stack.urls["catalog"]
    assert catalog["TURNUP_TEMPORAL_ADDRESS"] == stack.temporal_address
    assert json.loads(catalog["TURNUP_TOKEN_KEYS"]) == load_keys(stack.layout.keys_file).token_keys
    assert catalog["TURNUP_SMTP_HOST"] == "mail.example"
    assert "UNRELATED" not in catalog
    assert "TURNUP_DATABASE_URL" not in worker
    assert "TURNUP_TOKEN_KEYS" not in simulator
    assert Path(simulator["TURNUP_STATE_DIR"]) == stack.layout.root / "simulator"
    url = catalog["TURNUP_DATABASE_URL"].replace("postgresql+psycopg:", "postgresql:")
    with psycopg.connect(url) as connection:
        answer = connection.execute("SELECT current_user, current_schema(), current_database()")
        assert answer.fetchone() == ("turnup_catalog", "catalog", "turnup")


def test_starting_twice_changes_nothing(start_standins: Start) -> None:
    assert start_standins().pids == start_standins().pids


def test_a_killed_process_is_back_on_its_port_and_counted(start_standins: Start) -> None:
    stack = start_standins()
    os.kill(stack.pids["worker"], signal.SIGKILL)
    again = replaced(stack, "worker")
    ready = start_standins()
    assert ready.ports == stack.ports
    assert again.recorded.processes["worker"].last_exit == "killed by SIGKILL"
    assert again.recorded.processes["worker"].restarts >= 1
    assert again.pids["catalog"] == stack.pids["catalog"]


def test_killed_engines_are_back_at_the_same_address(start_standins: Start) -> None:
    stack = start_standins()
    with psycopg.connect(admin_database_url(stack), autocommit=True) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 1 AS number")
    for engine in ("postgres", "temporal"):
        os.kill(stack.pids[engine], signal.SIGKILL)
    for engine in ("postgres", "temporal"):
        replaced(stack, engine)

    def kept() -> tuple[int, ...] | None:
        try:
            with psycopg.connect(admin_database_url(stack)) as connection:
                return connection.execute("SELECT number FROM kept").fetchone()
        except psycopg.OperationalError:
            return None

    assert eventually(kept) == (1,)


@pytest.mark.parametrize("name", ["temporal", "catalog"])
def test_what_hangs_is_killed_and_replaced(start_standins: Start, name: str) -> None:
    stack = start_standins()
    os.kill(stack.pids[name], signal.SIGSTOP)
    assert replaced(stack, name).recorded.processes[name].last_exit == "killed by SIGKILL"


def test_after_the_supervisor_was_killed_a_start_takes_over(start_standins: Start) -> None:
    stack = start_standins()
    before = everything_of(stack)
    os.kill(stack.pids["supervisor"], signal.SIGKILL)
    eventually(lambda: not load_state(stack.layout.root).is_up)

    again = start_standins()

    assert again.ports == stack.ports
    assert not any(process.is_alive() for process in before)


def test_a_stop_leaves_no_process_behind(start_standins: Start) -> None:
    stack = start_standins()
    everything = everything_of(stack)
    assert len(everything) == len(stack.pids)

    assert stop_stack(stack.layout.root)

    assert not any(process.is_alive() for process in everything)
    assert load_state(stack.layout.root).recorded.phase == "stopped"
    assert not stop_stack(stack.layout.root)


def test_what_cannot_start_is_told_with_its_exit(empty_folder: Path) -> None:
    # External engines that are not there keep this quick: the first step fails.
    with pytest.raises(StackDidNotStart, match="refused"):
        start_stack(
            empty_folder,
            table="tests.stack.standins:TABLE",
            environment={
                "DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none",
                "TEMPORAL_ADDRESS": "127.0.0.1:1",
            },
            free_ports=True,
        )
