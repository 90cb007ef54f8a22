"""Hears the hints that a service under test gives."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import psycopg

from chassis.database import Database
from chassis.hints import CHANNEL

PATIENT_SECONDS = 10


@asynccontextmanager
async def hints_of(database: Database) -> AsyncIterator[list[str]]:
    """All that were given within the block, once it is over."""
    url = database.url.replace("+psycopg", "")
    heard: list[str] = []
    async with await psycopg.AsyncConnection.connect(url, autocommit=True) as connection:
        await connection.execute(f'LISTEN "{CHANNEL}"')
        yield heard
        await connection.execute("SELECT pg_notify(%s, 'over')", [CHANNEL])
        async for told in connection.notifies(timeout=PATIENT_SECONDS):
            if told.payload == "over":
                return
            heard.append(told.payload)
