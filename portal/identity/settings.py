"""The settings of signing in; a portal's own add to them."""

from datetime import timedelta
from typing import Annotated

from pydantic import Field
from pydantic_settings import NoDecode

from chassis.commas import AT_COMMAS
from chassis.settings import ServiceSettings


class IdentitySettings(ServiceSettings):
    """Adds how long people stay signed in, and the addresses that links lead to."""

    session_idle_hours: int = Field(default=72, ge=1, le=720)
    """A session that nobody uses ends after these."""
    session_days: int = Field(default=30, ge=1, le=365)
    """A session ends after these, however much it is used."""

    portal_url: str = Field(
        default="http://127.0.0.1:8107", pattern=r"^https?://[^/?#\s]+$", max_length=500
    )
    """Its address as browsers know it, without a path. With https its cookies are bound to it."""
    admin_url: str = Field(
        default="http://127.0.0.1:8108", pattern=r"^https?://[^/?#\s]+$", max_length=500
    )
    """The address of the admins' portal as browsers know it, without a path: another origin than
    the customers' portal, so that no page over there reaches an admin's session."""
    portal_api_url: str = Field(default="", max_length=500)
    admin_api_url: str = Field(default="", max_length=500)
    """Where the two portals' processes ask each other, if not at the addresses for browsers."""
    return_origins: Annotated[tuple[str, ...], NoDecode, AT_COMMAS] = ()
    """Origins such as https://provider.example, to which those may return whom a provider's own
    portal handed over; with commas between them."""

    @property
    def own_url(self) -> str:
        """Where browsers find the portal that this process is."""
        return self.portal_url

    @property
    def session_idle(self) -> timedelta:
        return timedelta(hours=self.session_idle_hours)
