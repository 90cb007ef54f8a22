"""The signed-in customer as services know it, with what decides which offerings it may see: as
orders keeps it, remembered for a moment."""

from clients.http import HttpClient
from contracts.actors import Actor, Audience
from portal.identity.domain.sessions import Session
from portal.web.people import People, Remembered


class Customers(People):
    def __init__(self, http: HttpClient, orders_url: str) -> None:
        super().__init__(http, orders_url)
        self._audiences: Remembered[Actor, Audience] = Remembered()

    async def actor(self, session: Session) -> Actor:
        bare = session.actor.model_copy(update={"audience": None})

        async def ask() -> Audience:
            found = await self._orders.as_actor(bare).customer(bare.id)
            return Audience(
                location=found.location, category=found.category, labels=frozenset(found.labels)
            )

        audience = await self._audiences.get(bare, ask)
        return bare.model_copy(update={"audience": audience or session.audience})
