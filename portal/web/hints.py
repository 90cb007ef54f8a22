"""Hears the hints of the services' databases and rings for the pages that wait for them. Reads
nothing: a hint holds a kind and an id."""

import asyncio
import contextlib
from collections import defaultdict
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

import psycopg
import structlog
from psycopg import sql

from chassis.hints import CHANNEL, Kind, about

CONNECT_SECONDS = 3
CHECK_SECONDS = 30.0
"""A connection that was silent for so long is asked whether it still lives."""
ANSWER_SECONDS = 5.0
TRY_AGAIN_SECONDS = 1.0
log = structlog.get_logger()


class Bell:
    """Rings for one page; what rings before it is waited for is not lost."""

    def __init__(self) -> None:
        self._rung = asyncio.Event()

    def ring(self) -> None:
        self._rung.set()

    async def wait(self, seconds: float) -> bool:
        """Until it rings, or for so long: then whoever waits had better look, too. Whether it
        rang."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._rung.wait()
        rang = self._rung.is_set()
        self._rung.clear()
        return rang


class Hints:
    """One connection to each database, opened when somebody first waits, kept, and opened again
    when it breaks. Without any database nothing ever rings."""

    def __init__(self, urls: Sequence[str]) -> None:
        self._urls = urls
        self._bells: dict[str, set[Bell]] = defaultdict(set)
        self._listening: list[asyncio.Task[None]] = []

    @asynccontextmanager
    async def of(self, kind: Kind, object_id: str) -> AsyncIterator[Bell]:
        """A bell that rings with each hint about the object, and once when a connection is there:
        what was told before it is not known."""
        if not self._listening:
            self._listening = [asyncio.create_task(self._listen(url)) for url in self._urls]
        key, bell = about(kind, object_id), Bell()
        self._bells[key].add(bell)
        try:
            yield bell
        finally:
            self._bells[key].discard(bell)
            if not self._bells[key]:
                del self._bells[key]

    async def close(self) -> None:
        for task in self._listening:
            task.cancel()
        await asyncio.gather(*self._listening, return_exceptions=True)

    async def _listen(self, url: str) -> None:
        while True:
            try:
                await self._hear(url)
            except (psycopg.OperationalError, TimeoutError) as error:
                log.warning("hints are not heard", error=type(error).__name__)
            await asyncio.sleep(TRY_AGAIN_SECONDS)

    async def _hear(self, url: str) -> None:
        """Until the connection breaks."""
        async with await psycopg.AsyncConnection.connect(
            url, autocommit=True, connect_timeout=CONNECT_SECONDS
        ) as connection:
            await connection.execute(sql.SQL("LISTEN {}").format(sql.Identifier(CHANNEL)))
            for key in list(self._bells):
                self._ring(key)
            while True:
                async for told in connection.notifies(timeout=CHECK_SECONDS):
                    self._ring(told.payload)
                async with asyncio.timeout(ANSWER_SECONDS):
                    await connection.execute("SELECT 1")

    def _ring(self, key: str) -> None:
        for bell in self._bells.get(key, ()):
            bell.ring()
