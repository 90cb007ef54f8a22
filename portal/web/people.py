"""Who partners are, as orders keeps them: remembered for a moment, so that not each page asks
again, and longer while orders is away. Whom a session acts as may be remembered so, too."""

import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Hashable
from typing import Generic, TypeVar

from clients.http import HttpClient
from clients.orders import OrdersClient
from contracts.actors import Actor
from contracts.message import Language
from contracts.problems import Problem
from contracts.settings import PartnerProfile
from portal.identity.domain.sessions import Session

FRESH_SECONDS = 30.0
MOST_KEPT = 5_000
Key = TypeVar("Key", bound=Hashable)
Found = TypeVar("Found")


class People:
    """Of one process."""

    def __init__(self, http: HttpClient, orders_url: str) -> None:
        self._orders = OrdersClient(http, orders_url, Actor(kind="operator", id=http.service))
        self._profiles: Remembered[tuple[int, Language], PartnerProfile] = Remembered()

    async def actor(self, session: Session) -> Actor:
        """As whom services see the signed-in person."""
        return session.actor

    async def partner(self, partner_id: int, language: Language) -> PartnerProfile | None:
        """None where orders was away ever since this process began."""

        async def ask() -> PartnerProfile:
            return await self._orders.speaking(language).partner_profile(partner_id=partner_id)

        return await self._profiles.get((partner_id, language), ask)


class Remembered(Generic[Key, Found]):
    """Answers by key; the oldest give way."""

    def __init__(self, fresh_seconds: float = FRESH_SECONDS) -> None:
        self._fresh_seconds = fresh_seconds
        self._kept: OrderedDict[Key, tuple[float, Found]] = OrderedDict()

    async def get(self, key: Key, ask: Callable[[], Awaitable[Found]]) -> Found | None:
        """A fresh answer, or an older one while there is none; None where there is neither."""
        kept = self._kept.get(key)
        if kept and time.monotonic() - kept[0] < self._fresh_seconds:
            return kept[1]
        try:
            found = await ask()
        except Problem as problem:
            if not problem.passes:
                raise
            return kept[1] if kept else None
        self._kept[key] = (time.monotonic(), found)
        self._kept.move_to_end(key)
        if len(self._kept) > MOST_KEPT:
            self._kept.popitem(last=False)
        return found

    def forget(self, key: Key) -> None:
        self._kept.pop(key, None)
