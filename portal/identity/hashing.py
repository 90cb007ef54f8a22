"""Passwords as argon2id: 19 MiB and two rounds, in threads of their own, two at a time, so that
many who sign in at once take no more memory than two. Who would wait too long is refused."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from contracts.portal import SigningInIsBusy

AT_ONCE = 2
MOST_OPEN = 40
"""Those at work and those that wait: about a second of work."""
HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
NOBODYS = HASHER.hash("nobody has this password")
"""Verified where there is no account, so that this takes as long."""
Made = TypeVar("Made")


class Hashing:
    """Of one process. Every method raises `SigningInIsBusy`."""

    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(AT_ONCE, "hashing")
        self._open = 0

    async def make(self, password: str) -> str:
        return await self._work(lambda: HASHER.hash(password))

    async def is_right(self, hashed: str | None, password: str) -> bool:
        """False for None too, and then no sooner."""
        fits = await self._work(lambda: _fits(hashed or NOBODYS, password))
        return fits and hashed is not None

    def is_outdated(self, hashed: str) -> bool:
        """Whether it was made with other parameters."""
        return HASHER.check_needs_rehash(hashed)

    async def _work(self, work: Callable[[], Made]) -> Made:
        if self._open >= MOST_OPEN:
            raise SigningInIsBusy
        self._open += 1
        begun = asyncio.get_running_loop().run_in_executor(self._threads, work)
        begun.add_done_callback(self._end)
        return await begun

    def _end(self, _: object) -> None:
        self._open -= 1


def _fits(hashed: str, password: str) -> bool:
    try:
        return HASHER.verify(hashed, password)
    except (VerificationError, InvalidHashError):
        return False
