"""Waits for conditions through outages: whoever is away is asked again until patience ends."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import TypeVar

from temporalio.service import RPCError

from contracts.problems import RequestIsInFlight, ServiceIsUnavailable

Answer = TypeVar("Answer")
PATIENCE_SECONDS = 100
POLL_SECONDS = 0.05
AWAY = (ServiceIsUnavailable, RequestIsInFlight, RPCError)


async def insist(act: Callable[[], Awaitable[Answer]]) -> Answer:
    """The first answer that is none of an outage's; the act must be safe to repeat."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            return await act()
        except AWAY:
            if time.monotonic() > deadline:
                raise
            await asyncio.sleep(POLL_SECONDS)


async def eventually(
    read: Callable[[], Awaitable[Answer]], condition: Callable[[Answer], bool], what: str
) -> Answer:
    """The first answer that meets the condition; fails the test when none comes."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not condition(answer := await insist(read)):
        assert time.monotonic() < deadline, f"waited in vain for {what}; it is still {answer}"
        await asyncio.sleep(POLL_SECONDS)
    return answer
