"""One connection pool a process to the service's own schema. SQL itself lives in repositories."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy import text
from sqlalchemy.exc import DataError, DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine

from contracts.problems import RequestIsMalformed, ServiceIsUnavailable

CONNECT_TIMEOUT_SECONDS = 3
POOL_TIMEOUT_SECONDS = 5
STATEMENT_TIMEOUT_MILLISECONDS = 10_000


class Database:
    """Transactions and single statements on PostgreSQL.

    Raises `ServiceIsUnavailable` when the server is away, so that callers answer 503 and retry.
    """

    def __init__(self, url: str, schema: str, pool_size: int = 10) -> None:
        self.url = url
        self.schema = schema
        options = (
            f"-c search_path={schema} -c statement_timeout={STATEMENT_TIMEOUT_MILLISECONDS}"
            " -c timezone=UTC"
        )
        self._engine = create_async_engine(
            url,
            pool_size=pool_size,
            max_overflow=pool_size,
            pool_timeout=POOL_TIMEOUT_SECONDS,
            pool_pre_ping=True,
            connect_args={"options": options, "connect_timeout": CONNECT_TIMEOUT_SECONDS},
        )
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

    async def ping(self) -> None:
        async with self.autocommit() as connection:
            await connection.execute(text("SELECT 1"))

    async def close(self) -> None:
        await self._engine.dispose()


@asynccontextmanager
async def _translate() -> AsyncIterator[None]:
    try:
        yield
    except (OperationalError, InterfaceError, PoolTimeoutError, TimeoutError) as error:
        raise ServiceIsUnavailable(
            "The database does not answer. Nothing is known to have been done; try again shortly."
        ) from error
    except DataError as error:
        raise RequestIsMalformed(
            "The request holds a value that cannot be stored, such as a NUL character or a number"
            " out of range. Nothing was done."
        ) from error
    except DBAPIError as error:
        if error.connection_invalidated:
            raise ServiceIsUnavailable(
                "The database connection broke. Try again shortly; a retry is safe."
            ) from error
        raise
