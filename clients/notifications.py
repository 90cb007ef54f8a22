"""How anything outside the notifications service talks to it."""

from clients.http import segment
from clients.operations import OperatedServiceClient
from contracts.mails import MailView
from contracts.message import Page
from contracts.tickets import ChangeTicketState, ReplyToTicket, TicketState, TicketView


class NotificationsClient(OperatedServiceClient):
    """Tickets and mail as one actor sees them. Raises the service's own problems."""

    audience = "notifications"

    async def tickets(
        self, *, order_id: str | None = None, cursor: str | None = None, limit: int | None = None
    ) -> Page[TicketView]:
        """Newest first."""
        query = {"order_id": order_id, "cursor": cursor, "limit": limit}
        return await self._call("GET", "/v1/tickets", Page[TicketView], query=query)

    async def ticket(self, ticket_id: str) -> TicketView:
        return await self._call("GET", f"/v1/tickets/{segment(ticket_id)}", TicketView)

    async def reply(self, ticket_id: str, message: ReplyToTicket, *, key: str) -> TicketView:
        """The ticket with the new message."""
        path = f"/v1/tickets/{segment(ticket_id)}/messages"
        return await self._call("POST", path, TicketView, body=message, key=key)

    async def change_state(self, ticket_id: str, state: TicketState, *, key: str) -> TicketView:
        path = f"/v1/tickets/{segment(ticket_id)}/state"
        body = ChangeTicketState(state=state)
        return await self._call("POST", path, TicketView, body=body, key=key)

    async def mails(
        self, *, order_id: str | None = None, cursor: str | None = None, limit: int | None = None
    ) -> Page[MailView]:
        """Newest first."""
        query = {"order_id": order_id, "cursor": cursor, "limit": limit}
        return await self._call("GET", "/v1/mails", Page[MailView], query=query)
