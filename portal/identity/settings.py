"""The settings of signing in; a portal's own add to them."""

from datetime import timedelta

from pydantic import Field

from chassis.settings import ServiceSettings


class IdentitySettings(ServiceSettings):
    """Adds how long people stay signed in."""

    session_idle_hours: int = Field(default=72, ge=1, le=720)
    """A session that nobody uses ends after these."""
    session_days: int = Field(default=30, ge=1, le=365)
    """A session ends after these, however much it is used."""

    @property
    def session_idle(self) -> timedelta:
        return timedelta(hours=self.session_idle_hours)
