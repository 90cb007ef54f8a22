"""Delivers outbox messages that have just been committed: while the caller waits, but never longer
than told, or without keeping it. What is left the relay does."""

import asyncio
from collections.abc import Iterable, Sequence

from chassis.outbox import Outbox

FINISH_SECONDS = 1.0


class InlineDelivery:
    """A delivery that takes too long goes on in the background instead of being cancelled: a
    cancelled one would keep its lease, and the message would be late."""

    def __init__(self, outbox: Outbox) -> None:
        self._outbox = outbox
        self._running: set[asyncio.Task[bool]] = set()

    async def deliver(self, message_ids: Sequence[int], seconds: float) -> bool:
        """True when all were delivered in time; the relay or the background does the rest."""
        tasks = self.deliver_soon(message_ids)
        if not tasks:
            return True
        done, late = await asyncio.wait(tasks, timeout=seconds)
        return not late and all(task.result() for task in done)

    def deliver_soon(self, message_ids: Iterable[int]) -> list[asyncio.Task[bool]]:
        """Each in a task of its own, for whom nobody has to wait."""
        tasks = [asyncio.create_task(self._deliver_one(message)) for message in message_ids]
        self._running.update(tasks)
        for task in tasks:
            task.add_done_callback(self._running.discard)
        return tasks

    async def close(self) -> None:
        """What runs has a moment to finish, so that a mail is not sent twice for a restart. Then it
        is let go of, and the relay of the next process delivers it again."""
        running = list(self._running)
        if running:
            await asyncio.wait(running, timeout=FINISH_SECONDS)
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)

    async def _deliver_one(self, message_id: int) -> bool:
        try:
            return await self._outbox.deliver(message_id)
        except Exception:
            # The message is committed, so whatever broke here is the relay's to repair.
            return False
