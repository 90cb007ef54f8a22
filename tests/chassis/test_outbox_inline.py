"""An inline delivery and the relay never hold the same message at once."""

from collections.abc import Callable

import pytest
from sqlalchemy import MetaData, create_engine

from chassis.database import Database
from chassis.outbox import Outbox, OutboxMessage
from chassis.tables import outbox_table
from contracts.problems import ServiceIsUnavailable

pytestmark = pytest.mark.engines


async def test_a_message_that_was_tried_belongs_to_the_relay(
    new_database: Callable[[str], str],
) -> None:
    url = new_database("outbox")
    metadata = MetaData()
    table = outbox_table(metadata)
    engine = create_engine(url)
    metadata.create_all(engine)
    engine.dispose()
    tried: list[str] = []

    async def away(message: OutboxMessage) -> None:
        tried.append(message.key)
        raise ServiceIsUnavailable

    database = Database(url, "public")
    outbox = Outbox(database, table, {"mail": away})
    async with database.begin() as connection:
        message_id = await outbox.add(connection, "mail", "one", {})
    assert not await outbox.deliver(message_id)
    assert not await outbox.deliver(message_id)
    assert tried == ["one"]
    await database.close()
