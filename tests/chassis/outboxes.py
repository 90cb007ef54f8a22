"""An outbox on a real database, with handlers that a test decides on."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

from sqlalchemy import MetaData, Row, Table, create_engine, insert, select, update

from chassis.database import Database
from chassis.outbox import Handler, Outbox
from chassis.tables import idempotency_table, outbox_table


class TestedOutbox:
    """`outbox` is the real thing; the rest looks at it and moves its time."""

    __test__ = False

    def __init__(
        self, database: Database, metadata: MetaData, handlers: Mapping[str, Handler]
    ) -> None:
        self.database, self.metadata = database, metadata
        self.table = metadata.tables["outbox"]
        self.outbox = Outbox(database, self.table, handlers)

    async def add(self, topic: str, key: str = "one", **facts: Any) -> int:
        """A message, written with `facts` of an earlier life."""
        async with self.database.begin() as connection:
            message_id = await self.outbox.add(connection, topic, key, {})
        if facts:
            await self.change(message_id, **facts)
        return message_id

    async def change(self, message_id: int, **facts: Any) -> None:
        t = self.table
        async with self.database.autocommit() as connection:
            await connection.execute(update(t).where(t.c.id == message_id).values(**facts))

    async def read(self, message_id: int) -> Row[Any]:
        t = self.table
        async with self.database.autocommit() as connection:
            return (await connection.execute(select(t).where(t.c.id == message_id))).one()

    async def write(self, table: Table, rows: list[dict[str, Any]]) -> None:
        async with self.database.autocommit() as connection:
            await connection.execute(insert(table), rows)


@asynccontextmanager
async def an_outbox(url: str, handlers: Mapping[str, Handler]) -> AsyncIterator[TestedOutbox]:
    metadata = MetaData()
    outbox_table(metadata)
    idempotency_table(metadata)
    engine = create_engine(url)
    metadata.create_all(engine)
    engine.dispose()
    database = Database(url, "public")
    try:
        yield TestedOutbox(database, metadata, handlers)
    finally:
        await database.close()
