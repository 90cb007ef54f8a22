"""What a service checks of its database: that it takes writes, in time and in the schema that this
code knows, and that the clocks agree."""

import asyncio
from datetime import datetime

from sqlalchemy import text

from chassis.checks import Check, Trouble
from chassis.context import Clock
from chassis.database import Database
from contracts.problems import ServiceIsUnavailable

ANSWERS_WITHIN_SECONDS = 2.0
MOST_SECONDS_APART = 5.0
"""Calls carry tokens that live a minute, and start dates and deadlines are reckoned in seconds."""

_REVISION = text("SELECT version_num FROM schema_version")
_WRITE = text("""
    SELECT CASE WHEN current_setting('transaction_read_only') = 'off'
                THEN pg_logical_emit_message(true, 'turnup', 'health') END IS NOT NULL
""")
"""A record in the write-ahead log, which reaches the disk and stays in no table."""
_CLOCK = text("SELECT clock_timestamp()")


def database_checks(database: Database, revision: str, now: Clock) -> list[Check]:
    """`revision` is the newest that the code knows."""

    async def look() -> None:
        await _look_at(database, revision)

    async def compare_clocks() -> None:
        before = now()
        async with database.autocommit() as connection:
            there: datetime = (await connection.execute(_CLOCK)).scalar_one()
        _require_near(before, there, now())

    return [
        Check(
            "database",
            look,
            "See that PostgreSQL runs and takes connections: `./turnup logs postgres`, or"
            " `docker compose logs postgres`.",
        ),
        Check(
            "clock",
            compare_clocks,
            "Have the clocks of both machines set by NTP.",
            is_vital=False,
            every_seconds=20,
        ),
    ]


async def _look_at(database: Database, revision: str) -> None:
    try:
        async with asyncio.timeout(ANSWERS_WITHIN_SECONDS), database.autocommit() as connection:
            found = (await connection.execute(_REVISION)).scalars().all()
            is_written = (await connection.execute(_WRITE)).scalar_one()
    except (TimeoutError, ServiceIsUnavailable):
        if database.is_exhausted:
            raise _exhausted(database) from None
        raise
    if not is_written:
        raise Trouble(
            "The database is read-only: nothing can be recorded.",
            "It may be a standby, or its disk be full: see to it, then"
            " `ALTER SYSTEM RESET default_transaction_read_only` and reload it.",
        )
    if list(found) != [revision]:
        made_by = ", ".join(found) or "none"
        raise Trouble(
            f"The schema {database.schema} is at revision {made_by}, this version of Turnup"
            f" needs {revision}.",
            "Restart the service with TURNUP_MIGRATE_ON_START=true, which brings it up to date;"
            " if the schema is the newer one, run the version that made it.",
        )


def _exhausted(database: Database) -> Trouble:
    return Trouble(
        f"All {database.pool_size} connections of the pool are in use, and none came back within"
        f" {ANSWERS_WITHIN_SECONDS:g} s.",
        "If the load does not pass, look for slow statements (pg_stat_activity), start another"
        " process of this service, or set TURNUP_DATABASE_POOL_SIZE.",
    )


def _require_near(before: datetime, there: datetime, after: datetime) -> None:
    """The database's time is read between two of ours."""
    apart = max((before - there).total_seconds(), (there - after).total_seconds())
    if apart > MOST_SECONDS_APART:
        raise Trouble(f"The clocks of this process and the database are {apart:.0f} s apart.")
