"""The settings of the admins' portal."""

from portal.settings import PortalSettings


class AdminSettings(PortalSettings):
    """Its own address is `admin_url`; `portal_url` is the customers'."""

    admin_require_second_factor: bool | None = None
    """Whether whoever has no second factor has to set one up before anything else; without it, in
    production."""

    @property
    def requires_second_factor(self) -> bool:
        if self.admin_require_second_factor is None:
            return self.profile == "production"
        return self.admin_require_second_factor

    @property
    def own_url(self) -> str:
        return self.admin_url

    @property
    def own_url_variable(self) -> str:
        return "TURNUP_ADMIN_URL"

    @property
    def visitors_partner(self) -> int | None:
        return None
