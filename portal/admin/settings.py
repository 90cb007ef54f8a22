"""The settings of the admins' portal."""

from pydantic import Field

from portal.settings import PortalSettings


class AdminSettings(PortalSettings):
    """Adds its own address; `portal_url` is the customers'."""

    admin_url: str = Field(
        default="http://127.0.0.1:8108", pattern=r"^https?://[^/?#\s]+$", max_length=500
    )
    """Its address as browsers know it, without a path: another origin than the customers' portal,
    so that no page over there reaches an admin's session."""

    @property
    def own_url(self) -> str:
        return self.admin_url

    @property
    def own_url_variable(self) -> str:
        return "TURNUP_ADMIN_URL"

    @property
    def visitors_partner(self) -> int | None:
        return None
