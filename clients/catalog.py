"""How anything outside the catalog talks to it."""

from collections.abc import Sequence
from datetime import datetime

from clients.http import ServiceClient, segment
from contracts.catalog import (
    OfferingFields,
    OfferingKind,
    OfferingView,
    PricedLines,
    PricingDay,
    QuoteView,
    RequestQuote,
)
from contracts.catalogue import CatalogueRevision, CatalogueView
from contracts.message import Page
from contracts.offering_history import FoundRevision, OfferingRevision


class CatalogClient(ServiceClient):
    """Offerings, prices and quotes as one actor sees them. Raises the catalog's own problems."""

    audience = "catalog"

    async def offerings(
        self,
        *,
        q: str | None = None,
        kinds: Sequence[OfferingKind] = (),
        ids: Sequence[str] = (),
        partner_id: int | None = None,
        enabled: bool | None = None,
        show_on_portal: bool | None = None,
        cursor: str | None = None,
        limit: int | None = None,
    ) -> Page[OfferingView]:
        """Grouped by kind, then by title; a customer gets what it may order, a
        thousand at once. `q`: words that all stand in the title or the description; `partner_id`:
        what this partner's customers may order."""
        query = {
            "q": q,
            "kind": kinds,
            "id": ids,
            "partner_id": partner_id,
            "enabled": enabled,
            "show_on_portal": show_on_portal,
            "cursor": cursor,
            "limit": limit,
        }
        return await self._call("GET", "/v1/offerings", Page[OfferingView], query=query)

    async def catalogue(
        self, *, q: str | None = None, kinds: Sequence[OfferingKind] = ()
    ) -> CatalogueView:
        """How many of each kind `offerings` gives, and of which revision."""
        query = {"q": q, "kind": kinds}
        return await self._call("GET", "/v1/catalogue", CatalogueView, query=query)

    async def catalogue_revision(self) -> int:
        """What was made of all offerings for an audience holds until this is another."""
        path = "/v1/catalogue/revision"
        return (await self._call("GET", path, CatalogueRevision)).revision

    async def offering(self, offering_id: str) -> OfferingView:
        return await self._call("GET", f"/v1/offerings/{segment(offering_id)}", OfferingView)

    async def offering_revisions(
        self, offering_id: str, *, cursor: str | None = None, limit: int | None = None
    ) -> Page[OfferingRevision]:
        """For staff: what it was, the newest first, and who changed it."""
        path = f"/v1/offerings/{segment(offering_id)}/revisions"
        query = {"cursor": cursor, "limit": limit}
        return await self._call("GET", path, Page[OfferingRevision], query=query)

    async def changes(
        self,
        *,
        by: str | None = None,
        offering_id: str | None = None,
        partner_id: int | None = None,
        changed_from: datetime | None = None,
        changed_before: datetime | None = None,
        cursor: str | None = None,
        limit: int | None = None,
    ) -> Page[FoundRevision]:
        """For staff: of all offerings, the newest first; `by` is a whole person, as at orders."""
        query = {
            "by": by,
            "offering_id": offering_id,
            "partner_id": partner_id,
            "changed_from": changed_from and changed_from.isoformat(),
            "changed_before": changed_before and changed_before.isoformat(),
            "cursor": cursor,
            "limit": limit,
        }
        path = "/v1/offering-changes"
        return await self._call("GET", path, Page[FoundRevision], query=query)

    async def create_offering(self, fields: OfferingFields, *, key: str) -> OfferingView:
        return await self._call("POST", "/v1/offerings", OfferingView, body=fields, key=key)

    async def change_offering(
        self, offering_id: str, fields: OfferingFields, *, revision: int
    ) -> OfferingView:
        """Replace `revision`, or raise `OfferingHasChangedMeanwhile`."""
        return await self._call(
            "PUT",
            f"/v1/offerings/{segment(offering_id)}",
            OfferingView,
            body=fields,
            headers={"If-Match": f'"{revision}"'},
        )

    async def request_quote(self, wanted: RequestQuote, *, key: str) -> QuoteView:
        return await self._call("POST", "/v1/quotes", QuoteView, body=wanted, key=key)

    async def quote(self, quote_id: str) -> QuoteView:
        return await self._call("GET", f"/v1/quotes/{segment(quote_id)}", QuoteView)

    async def confirm_quote(self, quote_id: str, day: PricingDay | None = None) -> QuoteView:
        """The quote when it still holds, on that day. `QuoteIsExpired` and `QuotedPriceHasChanged`
        carry a fresh one as fact `quote`."""
        path = f"/v1/quotes/{segment(quote_id)}/confirm"
        return await self._call("POST", path, QuoteView, body=day)

    async def prices(self, wanted: RequestQuote) -> PricedLines:
        """Prices of now; unavailable offerings are listed instead of refused."""
        return await self._call("POST", "/v1/prices", PricedLines, body=wanted)
