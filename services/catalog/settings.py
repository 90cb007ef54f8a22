"""The settings of the catalog process."""

from pydantic import Field

from chassis.settings import ServiceSettings


class CatalogSettings(ServiceSettings):
    """Adds how long a quoted price holds."""

    quote_lifetime_seconds: int = Field(default=30 * 60, ge=1, le=30 * 86_400)
