"""How partners, their settings and their customers are read and kept."""

from collections.abc import Iterable

from clients.http import ServiceClient, segment
from contracts.actors import Category
from contracts.agreements import Terms
from contracts.message import Page
from contracts.orders import CustomerFields, CustomerNames, CustomerView
from contracts.settings import (
    ChangePartnerSettings,
    PartnerProfile,
    PartnerSettingsView,
    PartnerSummary,
    SettingsPreview,
    SettingsThen,
    SettingsVersion,
)


class PartnerCalls(ServiceClient):
    """A part of the orders client."""

    async def put_customer(
        self, customer_id: str, fields: CustomerFields, *, only_new: bool = False
    ) -> CustomerView:
        """Raises `CustomerIsThereAlready` with `only_new`."""
        path = f"/v1/customers/{segment(customer_id)}"
        headers = {"If-None-Match": "*"} if only_new else None
        return await self._call("PUT", path, CustomerView, body=fields, headers=headers)

    async def customer(self, customer_id: str, *, partner_id: int | None = None) -> CustomerView:
        """Operators say whose customer it is, here and in lists of one customer."""
        query = {"partner_id": partner_id}
        path = f"/v1/customers/{segment(customer_id)}"
        return await self._call("GET", path, CustomerView, query=query)

    async def customers(
        self,
        *,
        partner_id: int | None = None,
        q: str | None = None,
        email: str | None = None,
        category: Category | None = None,
        label: str | None = None,
        location: str | None = None,
        cursor: str | None = None,
        limit: int | None = None,
    ) -> Page[CustomerView]:
        """For staff, newest first; `q` is part of the name, the mail address or the id,
        `email` exactly the address in whatever case."""
        narrowed = {"category": category, "label": label, "location": location}
        query = {"partner_id": partner_id, "q": q, "email": email, **narrowed}
        paged = {"cursor": cursor, "limit": limit}
        return await self._call("GET", "/v1/customers", Page[CustomerView], query=query | paged)

    async def customer_names(self, whom: Iterable[tuple[int, str]]) -> CustomerNames:
        """For staff: what so many (`MOST_NAMED`) are called, each by its partner and id."""
        query = {"customer": [f"{partner_id}/{its_id}" for partner_id, its_id in whom]}
        return await self._call("GET", "/v1/customer-names", CustomerNames, query=query)

    async def partners(self) -> Page[PartnerSummary]:
        """All for operators, by their numbers; an admin's own."""
        return await self._call("GET", "/v1/partners", Page[PartnerSummary])

    async def settings(self, partner: str) -> PartnerSettingsView:
        """Of `default` or of a partner's number."""
        return await self._call("GET", f"/v1/settings/{segment(partner)}", PartnerSettingsView)

    async def change_settings(
        self, partner: str, command: ChangePartnerSettings
    ) -> PartnerSettingsView:
        """Raises `SettingsAreInconsistent`, `SettingsHaveChangedMeanwhile`."""
        path = f"/v1/settings/{segment(partner)}"
        return await self._call("PATCH", path, PartnerSettingsView, body=command, nulls=True)

    async def preview_settings(
        self, partner: str, command: ChangePartnerSettings
    ) -> SettingsPreview:
        """Changes nothing. Raises `SettingsHaveChangedMeanwhile`."""
        path = f"/v1/settings/{segment(partner)}/preview"
        return await self._call("POST", path, SettingsPreview, body=command, nulls=True)

    async def settings_versions(
        self, partner: str, *, cursor: str | None = None, limit: int | None = None
    ) -> Page[SettingsVersion]:
        """Newest first, those of `default` among them."""
        query = {"cursor": cursor, "limit": limit}
        path = f"/v1/settings/{segment(partner)}/versions"
        return await self._call("GET", path, Page[SettingsVersion], query=query)

    async def settings_version(self, partner: str, number: int) -> SettingsThen:
        path = f"/v1/settings/{segment(partner)}/versions/{number}"
        return await self._call("GET", path, SettingsThen)

    async def terms(self, *, partner_id: int | None = None) -> Terms:
        """Of now, with their text."""
        return await self._call("GET", "/v1/terms", Terms, query={"partner_id": partner_id})

    async def partner_profile(self, *, partner_id: int | None = None) -> PartnerProfile:
        """Of one's own partner; operators name one."""
        query = {"partner_id": partner_id}
        return await self._call("GET", "/v1/partner-profile", PartnerProfile, query=query)
