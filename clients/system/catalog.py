"""What other services tell the catalog."""

from clients.catalog import CatalogClient
from contracts.settings import ClosedPartners


class SystemCatalog(CatalogClient):
    """All that people can ask, and what only the system may."""

    async def close_partners(self, told: ClosedPartners) -> None:
        """An older version than the newest that was told changes nothing."""
        await self._call("PUT", "/v1/closed-partners", ClosedPartners, body=told)
