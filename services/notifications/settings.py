"""The settings of the notifications process."""

from typing import Self
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, model_validator

from chassis.settings import ServiceSettings


class NotificationsSettings(ServiceSettings):
    """Adds where mail goes: to a mail server, or by default only to the embedded mailbox."""

    smtp_url: SecretStr | None = None
    """smtp://user:password@host:port or smtps://…; TLS is used when the server offers it, and a
    password goes over TLS only."""
    mail_from: str = Field(default="orders@turnup.localhost", pattern=r"^[^@\s]+@[^@\s]+$")

    @property
    def message_host(self) -> str:
        """The right-hand side of every Message-ID."""
        return f"turnup.{self.mail_from.rpartition('@')[2]}"

    @model_validator(mode="after")
    def _smtp_url_can_be_used(self) -> Self:
        if self.smtp_url is not None and not _is_usable(self.smtp_url.get_secret_value()):
            raise ValueError(
                "TURNUP_SMTP_URL must look like smtp://user:password@host:port; write what is"
                " not a letter or a digit in the password as %40 (for an @) and so on"
            )
        return self


def _is_usable(url: str) -> bool:
    """Whether all parts are where they seem to be, so that no part of the password is taken for a
    host or a port and then named in an error."""
    try:
        parts = urlsplit(url)
        has_port = parts.port is None or parts.port > 0
    except ValueError:  # which quotes what it could not read
        return False
    behind = parts.path.strip("/") + parts.query + parts.fragment
    known = parts.scheme in ("smtp", "smtps") and bool(parts.hostname)
    return known and has_port and not behind and parts.netloc.count("@") <= 1
