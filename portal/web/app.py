"""Puts a portal together: the frame of all its pages, their routes, and what they stand on."""

from collections.abc import Awaitable, Callable, Sequence

from fastapi import APIRouter, FastAPI
from starlette.middleware.gzip import GZipMiddleware
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from chassis.context import Clock, utc_now
from chassis.service import lay_foundation
from clients.http import HttpClient
from clients.services import ServiceUrls
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
from portal.web.places import Places
from portal.web.secrets import Signer
from portal.web.viewers import ReadBy
from wording.telling import Viewer

COMPRESSION = 5
"""Of pages: most of what there is to gain, for a third of the time."""


def build_portal(
    name: str,
    settings: PortalSettings,
    *,
    service: str,
    viewer: Viewer,
    people: Callable[[HttpClient, str], People],
    pages: Sequence[Pages],
    menu: Sequence[Entry],
    permissions: Permissions,
    api: Sequence[APIRouter] = (),
    tools: str = "",
    foot: str = "",
    http: HttpClient | None = None,
    now: Clock = utc_now,
    on_stop: Sequence[Callable[[], Awaitable[None]]] = (),
) -> FastAPI:
    """The ASGI app; migrates the portal's schema first when the settings say so. `name` is that of
    its cookies, `service` the one under which it signs its calls and keeps its schema, `viewer` who
    reads its words. `http` and `now` are for tests."""
    foundation = lay_foundation(service, settings, METADATA, MIGRATIONS)
    http = http or HttpClient(service, settings.token_keys)
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
        people=people(http, settings.orders_url),
        cookies=Cookies(name, is_secure=settings.is_secure),
        signer=Signer(list(settings.token_keys.values())),
        hints=Hints([url.get_secret_value() for url in settings.listen_urls]),
        tools=tools,
        places=Places(),
        foot=foot,
    )
    app = foundation.app(
        context,
        routers=api,
        open_routers=[page.router for page in pages],
        sweeps=identity.sweeps,
        on_stop=[context.hints.close, http.close, *on_stop],
        is_public=True,
    )
    app.state.name = service
    app.state.menu, app.state.permissions = menu, permissions
    app.add_api_route(f"{PREFIX}/{{edition}}/{{path:path}}", serve_asset, include_in_schema=False)
    app.include_router(missing.router)
    add_error_pages(app)
    app.add_middleware(GZipMiddleware, minimum_size=500, compresslevel=COMPRESSION)
    app.add_middleware(ProxyHeadersMiddleware, trusted_hosts=list(settings.trusted_proxies))
    app.around = lambda inner: SafeHeaders(ReadBy(inner, viewer), is_secure=settings.is_secure)
    return app


def _urls_of(settings: PortalSettings) -> ServiceUrls:
    return ServiceUrls(
        settings.catalog_url,
        settings.orders_url,
        settings.payments_url,
        settings.notifications_url,
    )
