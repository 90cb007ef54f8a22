"""The settings of the notifications process."""

from typing import Self
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, model_validator

from chassis.settings import ServiceSettings


class NotificationsSettings(ServiceSettings):
    """Adds where mail goes: to a mail server, or by default only to the embedded mailbox."""

    smtp_url: SecretStr | None = None
    """smtp://user:password@host:port or smtps://…; TLS is used when the server offers it."""
    mail_from: str = Field(default="orders@turnup.localhost", pattern=r"^[^@\s]+@[^@\s]+$")

    @property
    def message_host(self) -> str:
        """The right-hand side of every Message-ID."""
        return f"turnup.{self.mail_from.rpartition('@')[2]}"

    @model_validator(mode="after")
    def _smtp_url_can_be_used(self) -> Self:
        if self.smtp_url is not None:
            parts = urlsplit(self.smtp_url.get_secret_value())
            if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
                raise ValueError("TURNUP_SMTP_URL must look like smtp://host:port")
        return self
