"""By which provider of identities staff may sign in."""

from dataclasses import dataclass, field
from urllib.parse import urlsplit


@dataclass(frozen=True)
class OidcSettings:
    issuer: str
    client_id: str
    client_secret: str = field(repr=False)

    @property
    def name(self) -> str:
        """What people know it by."""
        return urlsplit(self.issuer).hostname or self.issuer
