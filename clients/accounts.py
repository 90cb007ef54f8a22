"""How customers' accounts are read."""

from datetime import date

from clients.http import ServiceClient, segment
from contracts.bookkeeping import AccountView, StatementView
from contracts.overviews import AccountOverview


class AccountCalls(ServiceClient):
    """A part of the payments client."""

    async def account(self, customer_id: str, *, partner_id: int | None = None) -> AccountView:
        """Operators say whose customer it is, here and below."""
        query = {"partner_id": partner_id}
        path = f"/v1/accounts/{segment(customer_id)}"
        return await self._call("GET", path, AccountView, query=query)

    async def overview(self, customer_id: str, *, partner_id: int | None = None) -> AccountOverview:
        """Balances by currency, and the newest invoices that are to be paid."""
        query = {"partner_id": partner_id}
        path = f"/v1/accounts/{segment(customer_id)}/overview"
        return await self._call("GET", path, AccountOverview, query=query)

    async def statement(
        self, customer_id: str, first: date, last: date, *, partner_id: int | None = None
    ) -> StatementView:
        """Both days included."""
        path = f"/v1/accounts/{segment(customer_id)}/statement"
        days = {"from": first.isoformat(), "to": last.isoformat()}
        query = {**days, "partner_id": partner_id}
        return await self._call("GET", path, StatementView, query=query)
