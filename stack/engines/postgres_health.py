"""Asks a PostgreSQL server for a row."""

import asyncio


async def check_answers(url: str, timeout_seconds: float = 3) -> None:
    """Opens a connection; raises `psycopg.OperationalError` for a refusal, `TimeoutError` for
    silence."""
    import psycopg

    async with asyncio.timeout(timeout_seconds):
        async with await psycopg.AsyncConnection.connect(url) as connection:
            await connection.execute("SELECT 1")
