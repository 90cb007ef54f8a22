"""Puts a portal together: the frame of all its pages, their routes, and what they stand on."""

from collections.abc import Sequence
from functools import partial

from fastapi import APIRouter, FastAPI
from starlette.middleware.gzip import GZipMiddleware
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from chassis.context import Clock, utc_now
from chassis.service import lay_foundation
from clients.http import HttpClient
from clients.services import ServiceUrls
from portal.identity import api as identity_api
from portal.identity.identity import MIGRATIONS, make_identity
from portal.identity.tables import METADATA
from portal.settings import PortalSettings
from portal.web.assets import PREFIX, serve_asset
from portal.web.context import PortalContext
from portal.web.cookies import Cookies
from portal.web.errors import add_error_pages
from portal.web.headers import SafeHeaders
from portal.web.hints import Hints
from portal.web.menus import Entry
from portal.web.missing import pages as missing
from portal.web.pages import Pages
from portal.web.people import People
from portal.web.permissions import Permissions
from portal.web.secrets import Signer

COMPRESSION = 5
"""Of pages: most of what there is to gain, for a third of the time."""


def build_portal(
    name: str,
    settings: PortalSettings,
    *,
    pages: Sequence[Pages],
    menu: Sequence[Entry],
    permissions: Permissions,
    api: Sequence[APIRouter] = (),
    http: HttpClient | None = None,
    now: Clock = utc_now,
) -> FastAPI:
    """The ASGI app; migrates the portal's schema first when the settings say so. `http` and `now`
    are for tests."""
    foundation = lay_foundation("portal", settings, METADATA, MIGRATIONS)
    http = http or HttpClient("portal", settings.token_keys)
    outbox = foundation.outbox()
    identity = make_identity(foundation.database, outbox, settings, http, now=now)
    context = PortalContext(
        database=foundation.database,
        now=now,
        outbox=outbox,
        inline=identity.context.inline,
        settings=settings,
        http=http,
        urls=_urls_of(settings),
        identity=identity,
        people=People(http, settings.orders_url),
        cookies=Cookies(name, is_secure=settings.is_secure),
        signer=Signer(list(settings.token_keys.values())),
        hints=Hints([url.get_secret_value() for url in settings.listen_urls]),
    )
    app = foundation.app(
        context,
        routers=[identity_api.router, *api],
        open_routers=[page.router for page in pages],
        sweeps=identity.sweeps,
        on_stop=[context.hints.close, http.close],
        is_public=True,
    )
    app.state.name = "portal"
    app.state.menu, app.state.permissions = menu, permissions
    app.add_api_route(f"{PREFIX}/{{edition}}/{{path:path}}", serve_asset, include_in_schema=False)
    app.include_router(missing.router)
    add_error_pages(app)
    app.add_middleware(GZipMiddleware, minimum_size=500, compresslevel=COMPRESSION)
    app.add_middleware(ProxyHeadersMiddleware, trusted_hosts=list(settings.trusted_proxies))
    app.around = partial(SafeHeaders, is_secure=settings.is_secure)
    return app


def _urls_of(settings: PortalSettings) -> ServiceUrls:
    return ServiceUrls(
        settings.catalog_url,
        settings.orders_url,
        settings.payments_url,
        settings.notifications_url,
    )
