"""Waits until an engine that was just started can be used."""

import asyncio

from stack.engines.temporal import TemporalServer
from stack.engines.temporal_health import TemporalCannotWrite, check_write_path


async def writable(server: TemporalServer) -> None:
    async with asyncio.timeout(20):
        while True:
            try:
                return await check_write_path(server.address)
            except TemporalCannotWrite:
                await asyncio.sleep(0.05)
