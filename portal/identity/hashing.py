"""Passwords as argon2id: 19 MiB and two rounds, in a thread, at most two at a time, so that many
who sign in at once take no more memory than two."""

import asyncio

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

AT_ONCE = 2
HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
NOBODYS = HASHER.hash("nobody has this password")
"""Verified where there is no account, so that this takes as long."""


class Hashing:
    def __init__(self) -> None:
        self._free = asyncio.Semaphore(AT_ONCE)

    async def make(self, password: str) -> str:
        async with self._free:
            return await asyncio.to_thread(HASHER.hash, password)

    async def is_right(self, hashed: str | None, password: str) -> bool:
        """False for None too, and then no sooner."""
        async with self._free:
            fits = await asyncio.to_thread(_fits, hashed or NOBODYS, password)
        return fits and hashed is not None

    def is_outdated(self, hashed: str) -> bool:
        """Whether it was made with other parameters."""
        return HASHER.check_needs_rehash(hashed)


def _fits(hashed: str, password: str) -> bool:
    try:
        return HASHER.verify(hashed, password)
    except (VerificationError, InvalidHashError):
        return False
