"""A connection is asked whether it lives only when it has rested; a dead one is replaced, and a
living one kept."""

import asyncio
from collections.abc import AsyncIterator, Callable

import psycopg
import pytest
from sqlalchemy import text

import chassis.database
from chassis.database import Database
from contracts.problems import ServiceIsUnavailable

pytestmark = pytest.mark.engines


@pytest.fixture
async def database(new_database: Callable[[str], str]) -> AsyncIterator[Database]:
    opened = Database(new_database("pool"), "public", pool_size=1)
    yield opened
    await opened.close()


async def test_a_connection_that_died_while_it_rested_is_replaced_unseen(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chassis.database, "REST_SECONDS", 0)
    first = await _process_of(database)
    _end(database, first)
    assert await _process_of(database) != first


async def test_one_that_died_a_moment_ago_is_an_outage_for_one_caller_only(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chassis.database, "REST_SECONDS", 3_600)
    first = await _process_of(database)
    _end(database, first)
    with pytest.raises(ServiceIsUnavailable):
        await _process_of(database)
    assert await _process_of(database) != first


async def test_a_burst_keeps_the_connections_that_it_opened(
    new_database: Callable[[str], str],
) -> None:
    database = Database(new_database("burst"), "public", pool_size=4)
    try:
        bursts = [
            set(await asyncio.gather(*(_process_of(database) for _ in range(40)))) for _ in range(3)
        ]
    finally:
        await database.close()
    assert len(set.union(*bursts)) <= 4


async def _process_of(database: Database) -> int:
    async with database.autocommit() as connection:
        return int((await connection.execute(text("SELECT pg_backend_pid()"))).scalar_one())


def _end(database: Database, process: int) -> None:
    url = database.url.replace("postgresql+psycopg:", "postgresql:", 1)
    with psycopg.connect(url, autocommit=True) as admin:
        admin.execute("SELECT pg_terminate_backend(%s, 5000)", (process,))
