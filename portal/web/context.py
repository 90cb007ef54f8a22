"""What every page works with; made once by each portal's `build_app`."""

from dataclasses import dataclass

from chassis.context import SendingContext
from clients.http import HttpClient
from clients.services import ServiceUrls
from portal.identity.identity import Identity
from portal.settings import PortalSettings
from portal.web.cookies import Cookies
from portal.web.hints import Hints
from portal.web.people import People
from portal.web.places import Places
from portal.web.secrets import Signer


@dataclass(frozen=True, kw_only=True)
class PortalContext(SendingContext):
    settings: PortalSettings
    http: HttpClient
    urls: ServiceUrls
    identity: Identity
    people: People
    cookies: Cookies
    signer: Signer
    hints: Hints
    tools: str
    """The template of what stands beside the account at the top of each page; empty for nothing."""
    places: Places
    """Of streams."""
    foot: str
    """Of what stands under each page."""
