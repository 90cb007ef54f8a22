"""The simulator's durable book in SQLite: one writer, and on disk before anybody is told.

Writes that come at once share one sync of the disk; each still succeeds or fails by itself.
"""

import asyncio
import queue
import sqlite3
import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from simulator.book_schema import lay_tables

MOST_WRITES_A_SYNC = 200
Result = TypeVar("Result")
Act = Callable[[sqlite3.Connection], Any]


@dataclass(frozen=True)
class _Job:
    act: Act
    future: Future[Any]


class Book:
    """One SQLite file."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._file = folder / "gateway.sqlite3"
        self._writer = self._connect()
        lay_tables(self._writer)
        self._reader = self._connect()
        self._jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._work, name="gateway-book", daemon=True)
        self._thread.start()

    async def write(self, act: Callable[[sqlite3.Connection], Result]) -> Result:
        """What `act` returns, once it is on disk; what it raises undoes what it did."""
        future: Future[Result] = Future()
        self._jobs.put(_Job(act, future))
        return await asyncio.wrap_future(future)

    async def rows(self, statement: str, *values: Any) -> list[sqlite3.Row]:
        """What is on disk. Every query here is small and bounded: it takes less time than handing
        it to a thread would, and a reader never waits for the writer."""
        return self._reader.execute(statement, values).fetchall()

    def close(self) -> None:
        self._jobs.put(None)
        self._thread.join()
        self._writer.close()
        self._reader.close()

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self._file, isolation_level=None, check_same_thread=False)
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        return connection

    def _work(self) -> None:
        while (first := self._jobs.get()) is not None:
            jobs = [first]
            is_last = False
            while len(jobs) < MOST_WRITES_A_SYNC and not self._jobs.empty() and not is_last:
                job = self._jobs.get()
                is_last = job is None
                jobs += [job] if job else []
            self._commit([job for job in jobs if job.future.set_running_or_notify_cancel()])
            if is_last:
                return

    def _commit(self, jobs: list[_Job]) -> None:
        try:
            self._writer.execute("BEGIN IMMEDIATE")
            outcomes = [self._attempt(job.act) for job in jobs]
            self._writer.execute("COMMIT")
        except Exception as error:
            if self._writer.in_transaction:
                self._writer.execute("ROLLBACK")
            outcomes = [(None, error)] * len(jobs)
        for job, (result, failure) in zip(jobs, outcomes, strict=True):
            if failure is not None:
                job.future.set_exception(failure)
            else:
                job.future.set_result(result)

    def _attempt(self, act: Act) -> tuple[Any, Exception | None]:
        self._writer.execute("SAVEPOINT act")
        try:
            result = act(self._writer)
        except Exception as error:
            self._writer.execute("ROLLBACK TO act")
            self._writer.execute("RELEASE act")
            return None, error
        self._writer.execute("RELEASE act")
        return result, None
