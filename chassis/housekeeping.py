"""Deletes what nobody asks for any more, a bounded number of rows at a time: kept answers to old
requests, delivered messages, expired quotes. What is not done yet stays, however old."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import structlog
from sqlalchemy import ColumnElement, Table, delete, func, select, tuple_

from chassis.database import Database
from contracts.problems import ServiceIsUnavailable

ROWS_AT_ONCE = 500
PAUSE_SECONDS = 60.0
PAUSE_BEHIND_SECONDS = 1.0

log = structlog.get_logger()


@dataclass(frozen=True)
class Sweep:
    """Rows of a table that may go once they are old. `age` has an index, of block ranges where rows
    come in its order."""

    table: Table
    age: ColumnElement[Any]
    is_done: ColumnElement[bool]
    kept: timedelta | None = None
    """Where it is not as long as the settings say."""


class Housekeeping:
    """The sweeps of one service; every process of it may run them at once."""

    def __init__(self, database: Database, kept_days: int, sweeps: Sequence[Sweep]) -> None:
        self._database = database
        self._kept = timedelta(days=kept_days)
        self._sweeps = sweeps

    async def run(self) -> None:
        """Until cancelled; first after a pause, so that nothing is slower to start."""
        behind = False
        while True:
            await asyncio.sleep(PAUSE_BEHIND_SECONDS if behind else PAUSE_SECONDS)
            try:
                behind = await self.sweep()
            except ServiceIsUnavailable:
                behind = False
            except Exception as error:
                log.error("housekeeping_failed", exc_info=error)
                behind = False

    async def sweep(self) -> bool:
        """One round over all tables; whether there is more to delete."""
        counts = [await self._delete(sweep) for sweep in self._sweeps]
        return max(counts, default=0) == ROWS_AT_ONCE

    async def _delete(self, sweep: Sweep) -> int:
        columns = list(sweep.table.primary_key)
        is_old = sweep.age < func.now() - (sweep.kept or self._kept)
        old = select(*columns).where(is_old, sweep.is_done).limit(ROWS_AT_ONCE)
        locked = tuple_(*columns).in_(old.with_for_update(skip_locked=True))
        async with self._database.autocommit() as connection:
            done = await connection.execute(delete(sweep.table).where(locked))
        return done.rowcount
