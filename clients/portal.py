"""How a provider's own portal, operators and the admins' portal talk to the customers' portal."""

from clients.http import ServiceClient, segment
from contracts.message import Page
from contracts.portal import AccountView, HandOver, HandOverAddress, PutAccount
from contracts.visits import AskVisit, VisitView


class PortalClient(ServiceClient):
    """As an admin of the partner, or an operator."""

    audience = "portal"

    async def hand_over(self, wanted: HandOver, *, key: str) -> HandOverAddress:
        """Raises `ReturnAddressIsNotAllowed`."""
        path = "/v1/portal-sessions"
        return await self._call("POST", path, HandOverAddress, body=wanted, key=key)

    async def put_account(
        self, partner_id: int, customer_id: str, wanted: PutAccount
    ) -> AccountView:
        """For operators. Raises `PasswordIsTooEasy`."""
        path = f"/v1/portal-accounts/{partner_id}/{segment(customer_id)}"
        return await self._call("PUT", path, AccountView, body=wanted)

    async def invite(self, partner_id: int, customer_id: str, *, key: str) -> AccountView:
        """For operators: make the account if there is none, and mail its customer a link. Raises
        `TooManyAttempts`."""
        path = f"/v1/portal-accounts/{partner_id}/{segment(customer_id)}/invitations"
        return await self._call("POST", path, AccountView, key=key)

    async def ask_visit(self, wanted: AskVisit, *, key: str) -> HandOverAddress:
        """As one of the staff, who goes there at once. Raises `VisitIsNotAllowed`."""
        return await self._call("POST", "/v1/visits", HandOverAddress, body=wanted, key=key)

    async def visits(
        self,
        customer_id: str,
        *,
        partner_id: int | None = None,
        cursor: str | None = None,
        limit: int | None = None,
    ) -> Page[VisitView]:
        """Newest first, for its staff."""
        query = {
            "customer_id": customer_id,
            "partner_id": partner_id,
            "cursor": cursor,
            "limit": limit,
        }
        return await self._call("GET", "/v1/visits", Page[VisitView], query=query)
