"""The settings of the admins' portal."""

from portal.settings import PortalSettings


class AdminSettings(PortalSettings):
    """Its own address is `admin_url`; `portal_url` is the customers'."""

    @property
    def own_url(self) -> str:
        return self.admin_url

    @property
    def own_url_variable(self) -> str:
        return "TURNUP_ADMIN_URL"

    @property
    def visitors_partner(self) -> int | None:
        return None
