"""What a service says of its database, and of what it has to tell others."""

from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest

from chassis.checks import Check, Trouble
from chassis.context import utc_now
from chassis.database import Database
from chassis.database_checks import database_checks
from chassis.migrations import migrate, newest_revision
from chassis.outbox import PUT_OFF
from chassis.outbox_check import outbox_check
from contracts.problems import ServiceIsUnavailable
from tests.chassis.outboxes import an_outbox

pytestmark = pytest.mark.engines
MIGRATIONS = Path(__file__).parents[2] / "services" / "catalog" / "migrations"
REVISION = newest_revision(MIGRATIONS)
LONG_AGO = datetime(2023, 1, 1, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def url(new_database: Callable[[str], str]) -> str:
    made = new_database("checked")
    migrate(made, "catalog", MIGRATIONS)
    return made


@pytest.fixture
async def database(url: str) -> AsyncIterator[Database]:
    opened = Database(url, "catalog", pool_size=2)
    yield opened
    await opened.close()


def checks_of(database: Database, revision: str = REVISION) -> dict[str, Check]:
    return {check.name: check for check in database_checks(database, revision, utc_now)}


async def told_by(check: Check) -> Trouble:
    with pytest.raises(Trouble) as told:
        await check.look()
    return told.value


async def test_a_database_as_it_should_be_is_no_trouble(database: Database) -> None:
    for check in checks_of(database).values():
        await check.look()


async def test_an_absent_database_is_told(url: str) -> None:
    nowhere = Database(url.rpartition("@")[0] + "@127.0.0.1:1/none", "catalog")
    with pytest.raises(ServiceIsUnavailable):
        await checks_of(nowhere)["database"].look()
    await nowhere.close()


async def test_a_database_that_takes_no_writes_is_told(url: str, database: Database) -> None:
    name = url.rpartition("/")[2]
    plain = url.replace("postgresql+psycopg:", "postgresql:")
    with psycopg.connect(plain, autocommit=True) as admin:
        admin.execute(f'ALTER DATABASE "{name}" SET default_transaction_read_only = on')
        try:
            assert "read-only" in (await told_by(checks_of(database)["database"])).what
        finally:
            admin.execute(f'ALTER DATABASE "{name}" RESET default_transaction_read_only')


async def test_a_schema_that_is_behind_is_told(database: Database) -> None:
    trouble = await told_by(checks_of(database, "0002")["database"])
    assert trouble.what == (
        f"The schema catalog is at revision {REVISION}, this version of Turnup needs 0002."
    )
    assert "TURNUP_MIGRATE_ON_START" in trouble.fix


async def test_a_pool_that_nobody_gives_back_to_is_told_until_somebody_does(
    database: Database,
) -> None:
    check = checks_of(database)["database"]
    async with AsyncExitStack() as held:
        for _ in range(2):
            await held.enter_async_context(database.autocommit())
        assert "All 2 connections" in (await told_by(check)).what
    await check.look()


@pytest.mark.parametrize("seconds", [-60, 60])
async def test_clocks_that_differ_are_told(database: Database, seconds: int) -> None:
    def now() -> datetime:
        return utc_now() + timedelta(seconds=seconds)

    clock = next(c for c in database_checks(database, REVISION, now) if c.name == "clock")
    assert "apart" in (await told_by(clock)).what
    assert not clock.is_vital


async def test_an_outbox_tells_by_topic_what_is_late_or_was_given_up(
    new_database: Callable[[str], str],
) -> None:
    async with an_outbox(new_database("drains"), {}) as tested:
        check = outbox_check(tested.outbox)
        now = datetime.now(UTC)
        later = now + timedelta(hours=1)
        await tested.add("news", "new")
        await tested.add("news", "done", created_at=LONG_AGO, delivered_at=LONG_AGO)
        await tested.add("news", "asked", created_at=LONG_AGO, last_error=f"{PUT_OFF}why")
        await tested.add("news", "for later", created_at=LONG_AGO, due_at=later)
        await check.look()

        lost = await tested.add("mail_queued", "1", quarantined_at=LONG_AGO, last_error="KeyError")
        late = await tested.add("news", "late", created_at=LONG_AGO, last_error="Away: mia@x.org")
        left = await tested.add("orders", "left", due_at=LONG_AGO, created_at=LONG_AGO)
        assert (await told_by(check)).what == (
            "Messages do not get through:"
            " 1 of mail_queued given up since 2023-01-01 12:00:00 (KeyError);"
            " 1 of news late since 2023-01-01 12:00:00 (Away);"
            " 1 of orders late since 2023-01-01 12:00:00 (not tried yet)."
        )
        assert not check.is_vital

        for message in (lost, late, left):
            await tested.change(message, delivered_at=now, last_error=None)
        await check.look()
