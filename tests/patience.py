"""Waits for what comes by itself, instead of for time."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

Found = TypeVar("Found")


async def eventually(
    look: Callable[[], Awaitable[Found | None]], patience_seconds: float = 20
) -> Found:
    """The first answer that is neither None nor False; fails after a while."""
    async with asyncio.timeout(patience_seconds):
        while (found := await look()) is None or found is False:
            await asyncio.sleep(0.02)
    return found
