"""Takes merchants' requests, once per key; and answers as badly as the fault script says."""

import asyncio
import sqlite3
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Annotated

from fastapi import Header
from pydantic import BaseModel

from contracts.problems import RequestIsInFlight
from simulator.book import Book
from simulator.cards import RequestFault
from simulator.clock import Clock
from simulator.faults import Faults, LookUpFault, count
from simulator.keys import keep, remember
from simulator.lost_answers import AnswerIsLost
from simulator.problems import GatewayBroke, TooManyRequests

Key = Annotated[str, Header(alias="Idempotency-Key", min_length=1, max_length=200)]
Act = Callable[[sqlite3.Connection], str]
Outcome = tuple[str, RequestFault | None]
DOES_NOTHING: tuple[RequestFault, ...] = ("timeout_before", "in_flight_409", "rate_limit_429")
WITHOUT_A_KEY: tuple[RequestFault, ...] = ("timeout_before", "timeout_after", "rate_limit_429")
MOST_COUNTED = 100_000


class MerchantRequests:
    def __init__(self, book: Book, faults: Faults, clock: Clock, key_window_seconds: float) -> None:
        self._book = book
        self._faults = faults
        self._clock = clock
        self._key_window_seconds = key_window_seconds
        self._working_until: dict[str, float] = {}
        self._times: Counter[str] = Counter()

    async def once(
        self,
        key: str,
        wanted: BaseModel,
        act: Act,
        forced: RequestFault | None = None,
        then: Callable[[str], Awaitable[None]] | None = None,
    ) -> str:
        """The id of what the key made, now or before. `forced` is the fault of the first try;
        `then` is done before any answer, also one that is lost."""
        if self._working_until.get(key, 0) > time.monotonic():
            raise _in_flight()
        fingerprint = f"{type(wanted).__name__} {wanted.model_dump_json()}"
        take = partial(self._take, key=key, fingerprint=fingerprint, act=act, forced=forced)
        try:
            made, fault = await self._book.write(take)
            if then is not None and made:
                await then(made)
            if fault is not None:
                await self.misbehave(fault)
        finally:
            self._working_until.pop(key, None)
        return made

    async def unkeyed(self, identity: str, act: Callable[[sqlite3.Connection], None]) -> None:
        """The same for what can be repeated without a key."""
        fault = self._faults.script.request_fault(identity, self._count_try(identity))
        fault = fault if fault in WITHOUT_A_KEY else None

        def take(connection: sqlite3.Connection) -> None:
            if fault is not None:
                count(connection, fault)
            if fault not in DOES_NOTHING:
                act(connection)

        await self._book.write(take)
        if fault is not None:
            await self.misbehave(fault)

    async def look_up(self, identity: str, failing_times: int = 0) -> None:
        """Raises what goes wrong with this look-up; the first `failing_times` do for sure."""
        if failing_times == 0 and self._faults.script.look_up_fails == 0:
            return
        times = self._count_try(f"look-up/{identity}")
        fault = self._faults.script.look_up_fault(identity, times)
        if times <= failing_times:
            fault = "timeout_before"
        if fault is not None:
            await self._book.write(partial(count, fault="look_up_fails"))
            await self.misbehave(fault)

    async def misbehave(self, fault: RequestFault | LookUpFault) -> None:
        """Always raises."""
        if fault in ("timeout_before", "timeout_after"):
            await asyncio.sleep(self._faults.script.timeout_seconds)
            raise AnswerIsLost
        if fault == "in_flight_409":
            raise _in_flight()
        if fault == "rate_limit_429":
            raise TooManyRequests(
                detail="Too many requests. Nothing was done; try again in a moment."
            )
        raise GatewayBroke(detail="Something broke on the gateway's side. Look up what was done.")

    def _take(
        self,
        connection: sqlite3.Connection,
        key: str,
        fingerprint: str,
        act: Act,
        forced: RequestFault | None,
    ) -> Outcome:
        now = self._clock().timestamp()
        known = remember(connection, key, fingerprint, now, self._key_window_seconds)
        if known.has_error:
            return known.made or "", "error_500_stored"
        fault = self._faults.script.request_fault(key, known.times)
        if forced is not None:
            fault = forced if known.times == 1 else None
        if known.made is not None and fault == "error_500_stored":
            fault = None
        if fault is not None:
            count(connection, fault)
            # Before anybody can read of it.
            self._working_until[key] = time.monotonic() + self._faults.script.timeout_seconds
        is_broken = fault == "error_500_stored"
        stays_undone = is_broken and not forced and not self._faults.script.acts_before_500(key)
        made = known.made
        if made is None and fault not in DOES_NOTHING and not stays_undone:
            made = act(connection)
        keep(connection, key, made, has_error=is_broken)
        return made or "", fault

    def _count_try(self, identity: str) -> int:
        if len(self._times) > MOST_COUNTED:
            self._times.clear()
        self._times[identity] += 1
        return self._times[identity]


def _in_flight() -> RequestIsInFlight:
    return RequestIsInFlight(
        detail="A request with this key is still being worked on. Try again shortly."
    )
