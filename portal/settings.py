"""The settings of a portal's process."""

from collections.abc import Iterator
from ipaddress import ip_network
from typing import Annotated, Self
from urllib.parse import urlsplit

from pydantic import SecretStr, field_validator, model_validator
from pydantic_settings import NoDecode

from chassis import database_url
from chassis.commas import AT_COMMAS
from contracts.message import PartnerId
from portal.identity.settings import IdentitySettings


class PortalSettings(IdentitySettings):
    """Adds whose it is."""

    portal_partner_id: PartnerId = 1
    """Whose name, language and contact those see who have not signed in."""
    trusted_proxies: Annotated[tuple[str, ...], NoDecode, AT_COMMAS] = ("127.0.0.1",)
    """Addresses or networks of the proxies in front, whose X-Forwarded-For is believed: too many
    attempts count by the address that a browser has. Behind a proxy that is not named here all
    browsers have the same one."""
    listen_urls: Annotated[tuple[SecretStr, ...], NoDecode, AT_COMMAS] = ()
    """The databases of orders and payments, once where they are one, as a role that may do no more
    than connect, and without a pooler in between. Without them pages look every 15 seconds."""

    @field_validator("trusted_proxies")
    @classmethod
    def _proxies_have_addresses(cls, given: tuple[str, ...]) -> tuple[str, ...]:
        kept = tuple(one for one in given if one)
        for one in kept:
            ip_network(one)
        return kept

    @field_validator("listen_urls")
    @classmethod
    def _hints_can_be_heard(cls, given: tuple[SecretStr, ...]) -> tuple[SecretStr, ...]:
        kept = tuple(url for url in given if url.get_secret_value())
        if not all(database_url.is_usable(url.get_secret_value()) for url in kept):
            raise ValueError(f"each of TURNUP_LISTEN_URLS {database_url.HOW_TO_WRITE_IT}")
        return kept

    def own_secrets(self) -> Iterator[tuple[str, str]]:
        yield from super().own_secrets()
        for url in self.listen_urls:
            if password := database_url.password_in(url.get_secret_value()):
                yield "a password in TURNUP_LISTEN_URLS", password

    @property
    def visitors_partner(self) -> int | None:
        """Whose name those see who have not signed in; None where that is nobody's business."""
        return self.portal_partner_id

    @property
    def own_url_variable(self) -> str:
        return "TURNUP_PORTAL_URL"

    @property
    def requires_second_factor(self) -> bool:
        """Whether nobody comes to any page without one."""
        return False

    @property
    def is_secure(self) -> bool:
        return self.own_url.startswith("https:")

    @property
    def is_local(self) -> bool:
        """Whether another name of this machine is as good as the portal's own."""
        return self.profile != "production"

    @model_validator(mode="after")
    def _production_is_encrypted(self) -> Self:
        """Whoever listens in between would read the session."""
        is_loopback = urlsplit(self.own_url).hostname in ("127.0.0.1", "localhost", "::1")
        if self.profile == "production" and not self.is_secure and not is_loopback:
            raise ValueError(f"{self.own_url_variable} must be https in production")
        return self
