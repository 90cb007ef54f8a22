"""The settings of a portal's process."""

from typing import Self
from urllib.parse import urlsplit

from pydantic import model_validator

from contracts.message import PartnerId
from portal.identity.settings import IdentitySettings


class PortalSettings(IdentitySettings):
    """Adds whose it is."""

    portal_partner_id: PartnerId = 1
    """Whose name, language and contact those see who have not signed in."""

    @property
    def is_secure(self) -> bool:
        return self.portal_url.startswith("https:")

    @property
    def is_local(self) -> bool:
        """Whether another name of this machine is as good as the portal's own."""
        return self.profile != "production"

    @model_validator(mode="after")
    def _production_is_encrypted(self) -> Self:
        """Whoever listens in between would read the session."""
        is_loopback = urlsplit(self.portal_url).hostname in ("127.0.0.1", "localhost", "::1")
        if self.profile == "production" and not self.is_secure and not is_loopback:
            raise ValueError("TURNUP_PORTAL_URL must be https in production")
        return self
