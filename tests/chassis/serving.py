"""An app on a real socket, as every process serves its own."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from fastapi import FastAPI

from chassis.serve import server_of


@dataclass
class Anywhere:
    host: str = "127.0.0.1"
    port: int = 0


@asynccontextmanager
async def served(app: FastAPI) -> AsyncIterator[int]:
    """The port."""
    server = server_of(app, Anywhere())
    serving = asyncio.create_task(server.serve())
    async with asyncio.timeout(20):
        while not server.started:
            await asyncio.sleep(0.01)
    yield int(server.servers[0].sockets[0].getsockname()[1])
    server.should_exit = True
    await serving
