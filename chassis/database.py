"""One connection pool a process to the service's own schema. SQL itself lives in repositories."""

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, cast

import psycopg
from sqlalchemy import Engine, event
from sqlalchemy.exc import (
    DataError,
    DBAPIError,
    InterfaceError,
    InvalidatePoolError,
    OperationalError,
)
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry, QueuePool

from contracts.problems import RequestIsMalformed, ServiceIsUnavailable

CONNECT_TIMEOUT_SECONDS = 3
POOL_TIMEOUT_SECONDS = 5
STATEMENT_TIMEOUT_MILLISECONDS = 10_000
REST_SECONDS = 1.0


class Database:
    """Transactions and single statements on PostgreSQL.

    At most `pool_size` connections, opened when they are needed and then kept; whoever finds none
    waits for one. Raises `ServiceIsUnavailable` when the server is away or nobody gives one back in
    time, so that callers answer 503 and retry.
    """

    def __init__(self, url: str, schema: str, pool_size: int = 20) -> None:
        self.url = url
        self.schema = schema
        self.pool_size = pool_size
        options = (
            f"-c search_path={schema} -c statement_timeout={STATEMENT_TIMEOUT_MILLISECONDS}"
            " -c timezone=UTC"
        )
        self._engine = create_async_engine(
            url,
            pool_size=pool_size,
            max_overflow=0,  # one too many would be closed on return, and opening it costs most
            pool_use_lifo=True,
            pool_timeout=POOL_TIMEOUT_SECONDS,
            connect_args={"options": options, "connect_timeout": CONNECT_TIMEOUT_SECONDS},
            hide_parameters=True,  # errors are logged and shown; names and addresses are not
        )
        _ping_after_a_rest(self._engine.sync_engine)
        self._autocommit = self._engine.execution_options(isolation_level="AUTOCOMMIT")

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[AsyncConnection]:
        """A transaction: committed at the end, rolled back by any error."""
        async with _translate(), self._engine.begin() as connection:
            yield connection

    @asynccontextmanager
    async def autocommit(self) -> AsyncIterator[AsyncConnection]:
        """Each statement commits by itself: one round trip for a read or one write."""
        async with _translate(), self._autocommit.connect() as connection:
            yield connection

    @property
    def is_exhausted(self) -> bool:
        """Whether every connection is lent."""
        return cast(QueuePool, self._engine.sync_engine.pool).checkedout() >= self.pool_size

    async def close(self) -> None:
        await self._engine.dispose()


def _ping_after_a_rest(engine: Engine) -> None:
    """Make sure that a connection still lives before it is lent again, unless it was in use a
    moment ago: asking each time would be a quarter of all round trips under load. One that died
    in that moment answers its next caller with a 503, and the pool is renewed."""

    @event.listens_for(engine, "checkin")
    def note(_: object, record: ConnectionPoolEntry) -> None:
        record.info["returned_at"] = time.monotonic()

    @event.listens_for(engine, "checkout")
    def ping(connection: Any, record: ConnectionPoolEntry, _: object) -> None:
        returned_at = record.info.get("returned_at")
        if returned_at is None or time.monotonic() - returned_at < REST_SECONDS:
            return
        try:
            engine.dialect.do_ping(connection)
        except psycopg.Error as error:
            raise InvalidatePoolError from error


@asynccontextmanager
async def _translate() -> AsyncIterator[None]:
    try:
        yield
    except (OperationalError, InterfaceError, PoolTimeoutError, TimeoutError) as error:
        raise ServiceIsUnavailable("database_away") from error
    except DataError as error:
        raise RequestIsMalformed("not_storable") from error
    except DBAPIError as error:
        if error.connection_invalidated:
            raise ServiceIsUnavailable("connection_broke") from error
        raise
