"""A process that cannot start says why, and nothing that was meant to be secret."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from stack.ports import LOOPBACK, free_port
from stack.problems import StackProblem
from stack.processes import PROCESSES, ProcessSpec
from stack.state.layout import CHECKOUT, Layout
from stack.supervisor.chosen_engines import ChosenEngines

SECRET = "Xq7vRz2LmW9tKc4N"
PARTS = [SECRET[at : at + 3] for at in range(len(SECRET) - 2)]
NAMES = [spec.name for spec in PROCESSES]
WITH_SCHEMA = [spec for spec in PROCESSES if spec.has_schema]


def start(spec: ProcessSpec, **settings: str) -> str:
    """What it writes until it ends, which it does by itself."""
    environment = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    environment |= {f"TURNUP_{name}": value for name, value in settings.items()}
    done = subprocess.run(
        [sys.executable, "-m", spec.module],
        cwd=CHECKOUT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
    )
    assert done.returncode == 1
    written = done.stdout + done.stderr
    assert not [part for part in PARTS if part in written]
    return written


@pytest.mark.parametrize("spec", PROCESSES, ids=NAMES)
def test_a_secret_that_is_refused_is_not_written_anywhere(spec: ProcessSpec) -> None:
    name = "FAULTS" if spec.is_gateway else "TOKEN_KEYS"
    written = start(spec, **{name: f'{{"{SECRET}": "{SECRET}"}}'})
    assert written.startswith("This process cannot work with its settings")
    assert f"TURNUP_{name}" in written
    assert "Traceback" not in written


@pytest.mark.parametrize("spec", WITH_SCHEMA, ids=lambda s: s.name)
def test_a_database_that_is_away_is_told_without_its_password(spec: ProcessSpec) -> None:
    written = start(
        spec, DATABASE_URL=f"postgresql+psycopg://u:{SECRET}@{LOOPBACK}:{free_port()}/d"
    )
    assert "OperationalError" in written


@pytest.mark.engines
@pytest.mark.parametrize("spec", WITH_SCHEMA, ids=lambda s: s.name)
def test_a_database_of_another_version_is_refused_with_what_to_do(
    spec: ProcessSpec, new_database: Callable[[str], str]
) -> None:
    url = new_database("another_version")
    with psycopg.connect(url.replace("+psycopg", "")) as connection:
        connection.execute(f"CREATE SCHEMA {spec.name}".encode())
        table = f"{spec.name}.schema_version"
        connection.execute(f"CREATE TABLE {table} (version_num varchar(32))".encode())
        connection.execute(f"INSERT INTO {table} VALUES ('0003_bygone')".encode())  # noqa: S608
    written = start(spec, DATABASE_URL=url)
    assert written.startswith(f"The schema {spec.name} was made by another version of Turnup")
    assert "0003_bygone" in written
    assert "./turnup down --purge" in written
    assert "Traceback" not in written


@pytest.mark.parametrize(
    "options",
    ['{"api_key": "sk_live_%s", "webhook_secrets": "%s"}', '{"api_key": {"a": "%s"}, "b": "%s"}'],
)
def test_options_of_a_gateway_are_not_quoted(options: str) -> None:
    payments = PROCESSES[NAMES.index("payments")]
    told = f'{{"stripe": {options.replace("%s", SECRET)}}}'
    start(payments, GATEWAYS="stripe", GATEWAY_OPTIONS=told, MIGRATE_ON_START="false")


@pytest.mark.parametrize("url", ["postgresq:/u:%s@h/d", "postgresql://u:p@%s@h/d", "%s"])
def test_a_server_of_ones_own_is_refused_without_quoting_its_address(
    url: str, tmp_path: Path
) -> None:
    given = {"DATABASE_URL": url % SECRET, "TEMPORAL_ADDRESS": "127.0.0.1:1"}
    with pytest.raises(StackProblem, match="DATABASE_URL must look like") as refused:
        ChosenEngines(Layout(tmp_path), {}, given, print)
    assert SECRET not in str(refused.value)
