"""Waits for what comes by itself, and asks those again who are away; knows nothing of orders."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, TypeVar

Answer = TypeVar("Answer")


class WaitedInVain(AssertionError):
    """`latest` is the last answer, which was not what was waited for."""

    def __init__(self, seconds: float, what: str, latest: Any) -> None:
        super().__init__(f"Waited {seconds:g} s in vain for {what}; it is still {latest}.")
        self.seconds = seconds
        self.what = what
        self.latest = latest


@dataclass(frozen=True)
class Patience:
    """How long one waits, and through which refusals; without any, each is passed on at once."""

    seconds: float
    away: tuple[type[Exception], ...] = ()
    poll_seconds: float = 0.05

    async def until_answered(self, act: Callable[[], Awaitable[Answer]]) -> Answer:
        """The first answer that is no outage's; the act must be safe to repeat."""
        deadline = time.monotonic() + self.seconds
        while True:
            try:
                return await act()
            except self.away:
                if time.monotonic() > deadline:
                    raise
                await asyncio.sleep(self.poll_seconds)

    async def until(
        self,
        read: Callable[[], Awaitable[Answer]],
        condition: Callable[[Answer], bool],
        what: str,
    ) -> Answer:
        """The first answer that meets the condition. Raises WaitedInVain when none comes."""
        deadline = time.monotonic() + self.seconds
        while not condition(answer := await self.until_answered(read)):
            if time.monotonic() > deadline:
                raise WaitedInVain(self.seconds, what, answer)
            await asyncio.sleep(self.poll_seconds)
        return answer
