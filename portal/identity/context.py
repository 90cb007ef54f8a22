"""What every use case of signing in works with; made once by `identity_on`."""

from dataclasses import dataclass

from chassis.context import ServiceContext
from portal.identity.keys import Keys
from portal.identity.settings import IdentitySettings


@dataclass(frozen=True, kw_only=True)
class Context(ServiceContext):
    keys: Keys
    settings: IdentitySettings
