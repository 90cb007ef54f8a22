"""Fixtures that many tests share: empty databases on a real PostgreSQL, and signing keys."""

import gc
import os
import secrets
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from pydantic import SecretStr
from xdist.remote import Producer

from tests.spreading import SharedStarts, dear_first


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--record-histories",
        action="store_true",
        help="Record anew the histories of the tests marked `scenario`, which are replayed later.",
    )


@pytest.fixture(scope="session", autouse=True)
def _every_process_is_waited_for() -> Iterator[None]:
    """Torn down last. What nobody waited for is a zombie, and Python warns of it at its end."""
    yield
    gc.collect()
    started = [one for one in gc.get_objects() if isinstance(one, subprocess.Popen)]
    assert [one.args for one in started if one.returncode is None] == []


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    dear_first(items)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> SharedStarts | None:
    return SharedStarts(config, log) if config.getvalue("dist") == "loadscope" else None


@pytest.fixture(scope="session")
def postgres_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A superuser URL of a real server: TURNUP_TEST_DATABASE_URL, else an embedded one."""
    given = os.environ.get("TURNUP_TEST_DATABASE_URL")
    if given:
        yield given
        return
    from tests.quick_postgres import QuickPostgres

    server = QuickPostgres(Path(tmp_path_factory.mktemp("postgres")) / "data")
    server.start()
    yield server.url()
    server.stop()


@pytest.fixture(scope="session")
def new_database(postgres_url: str) -> Callable[[str], str]:
    """Make an empty database and return its URL for SQLAlchemy."""

    def make(word: str) -> str:
        name = f"test_{word}_{secrets.token_hex(4)}"
        with psycopg.connect(postgres_url, autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}"')
        head, _, _ = postgres_url.rpartition("/")
        return f"{head}/{name}".replace("postgresql://", "postgresql+psycopg://", 1)

    return make


@pytest.fixture(scope="session")
def token_keys() -> dict[str, SecretStr]:
    """What services under test sign and verify with."""
    return {"test": SecretStr("test-key-not-a-secret-of-more-than-thirty-two")}
