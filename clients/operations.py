"""What operators ask of every service that has an outbox: messages that do not get through."""

from collections.abc import AsyncIterator
from typing import Protocol

from clients.http import ServiceClient
from clients.pages import all_of
from contracts.message import Page
from contracts.operations import DismissMessage, StuckMessage, StuckState


class OperatedServiceClient(ServiceClient):
    """A service whose messages an operator can look after."""

    async def stuck_messages(
        self,
        *,
        state: StuckState | None = None,
        cursor: str | None = None,
        limit: int | None = None,
    ) -> Page[StuckMessage]:
        """Newest first; for operators and the system."""
        query = {"state": state, "cursor": cursor, "limit": limit}
        return await self._call("GET", "/v1/operations/messages", Page[StuckMessage], query=query)

    def every_stuck_message(self) -> AsyncIterator[StuckMessage]:
        """All of them, over as many pages as there are."""
        return all_of(lambda cursor: self.stuck_messages(cursor=cursor, limit=200))

    async def release_message(self, message_id: int) -> StuckMessage:
        """Have it tried again now; the message as it was. Raises `MessageIsNotStuck`."""
        path = f"/v1/operations/messages/{message_id}/release"
        return await self._call("POST", path, StuckMessage)

    async def dismiss_message(self, message_id: int, command: DismissMessage) -> StuckMessage:
        """Count one that was given up as delivered. Raises `MessageIsNotStuck`."""
        path = f"/v1/operations/messages/{message_id}/dismiss"
        return await self._call("POST", path, StuckMessage, body=command)


class OperatedServices(Protocol):
    """Those with an outbox; the catalog has none."""

    @property
    def orders(self) -> OperatedServiceClient: ...

    @property
    def payments(self) -> OperatedServiceClient: ...

    @property
    def notifications(self) -> OperatedServiceClient: ...


def services_with_messages(services: OperatedServices) -> dict[str, OperatedServiceClient]:
    """By their names."""
    operated = (services.orders, services.payments, services.notifications)
    return {client.audience: client for client in operated}
