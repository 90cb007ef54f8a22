"""Partners have numbers of two digits, so there are fewer of them than tests: who comes round again
finds all gone that an earlier test left."""

from collections.abc import Awaitable, Callable, Iterable
from operator import length_hint

from sqlalchemy import MetaData, text

from chassis.database import Database

NUMBERS = range(10, 100)
MOST_IN_A_TEST = 10


class PartnersInTurn:
    """Of one running system, whose data `forget` deletes before numbers are given once more."""

    def __init__(self, forget: Callable[[], Awaitable[None]]) -> None:
        self._forget = forget
        self._left = iter(NUMBERS)

    async def begin(self) -> None:
        """A test begins: numbers are left for it, and nothing is there of their partners."""
        if length_hint(self._left) < MOST_IN_A_TEST:
            await self._forget()
            self._left = iter(NUMBERS)

    def another(self) -> int:
        """The number of a partner that no other test has."""
        return next(self._left)


async def delete_all(database: Database, metadata: MetaData, *, but: Iterable[str] = ()) -> None:
    """Empty a service's tables, except some. Neither foreign keys nor the triggers that keep the
    books unchangeable are heeded; rows are deleted, as whoever drains an outbox may hold locks."""
    async with database.begin() as connection:
        await connection.execute(text("SET LOCAL session_replication_role = replica"))
        for table in metadata.tables.values():
            if table.name not in but:
                await connection.execute(table.delete())
