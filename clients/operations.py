"""What operators ask of every service that has an outbox: messages that do not get through."""

from clients.http import ServiceClient
from contracts.message import Page
from contracts.operations import StuckMessage, StuckState


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

    async def release_message(self, message_id: int) -> StuckMessage:
        """Have it tried again now; the message as it was. Raises `MessageIsNotStuck`."""
        path = f"/v1/operations/messages/{message_id}/release"
        return await self._call("POST", path, StuckMessage)

    async def dismiss_message(self, message_id: int) -> StuckMessage:
        """Count one that was given up as delivered. Raises `MessageIsNotStuck`."""
        path = f"/v1/operations/messages/{message_id}/dismiss"
        return await self._call("POST", path, StuckMessage)
