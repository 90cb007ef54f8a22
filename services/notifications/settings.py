"""The settings of the notifications process."""

from typing import Self

from pydantic import Field, SecretStr, model_validator

from chassis.secret_urls import AS_PERCENT, parts_of
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
                f"TURNUP_SMTP_URL must look like smtp://user:password@host:port; {AS_PERCENT}"
            )
        return self


def _is_usable(url: str) -> bool:
    parts = parts_of(url)
    if parts is None or parts.scheme not in ("smtp", "smtps"):
        return False
    return bool(parts.hostname) and not parts.path.strip("/") + parts.query
