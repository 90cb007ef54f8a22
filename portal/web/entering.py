"""How a request becomes a page: its cookies are read, its form is checked, and who may not come is
sent to sign in or told that there is nothing."""

import secrets
from collections.abc import Sequence
from typing import get_args
from urllib.parse import urlsplit

from fastapi import Request

from chassis.problems import not_found
from chassis.this_machine import names_this_machine
from contracts.message import Language
from portal.identity.domain.sessions import EndedSession, Session
from portal.settings import PortalSettings
from portal.web.context import PortalContext
from portal.web.forms import CSRF, FORM_PAGE, first, posted, typed_texts
from portal.web.menus import Entry
from portal.web.page import Page, Scheme, is_own_path
from portal.web.permissions import Permissions
from wording.languages import LANGUAGES, negotiated, speak

LONGEST_ADDRESS = 1_000
SCHEMES: tuple[Scheme, ...] = get_args(Scheme)


class SignInIsNeeded(Exception):
    """Before the page at `to` can be seen."""

    def __init__(self, to: str) -> None:
        super().__init__(to)
        self.to = to


class FormIsForeign(Exception):
    """Its token is missing, of another session or made by somebody else: nothing was done."""


async def enter(request: Request, permission: str) -> Page:
    """The page of this request. Raises `SignInIsNeeded`, `FormIsForeign`, or not found."""
    context: PortalContext = request.app.state.context
    permissions: Permissions = request.app.state.permissions
    cookie = context.cookies.read(request, "session")
    found = await context.identity.session(cookie) if cookie else None
    visitor = context.cookies.read(request, "visitor")
    bound_to = cookie if found else visitor or secrets.token_urlsafe(24)
    if request.method == "POST":
        await _require_own_form(request, context, bound_to)
        request.scope[FORM_PAGE] = await _form_page(request)
    session = found if isinstance(found, Session) else None
    if not permissions.admits(permission, session):
        if session is None:
            raise SignInIsNeeded(await _way_back(request, context, found))
        raise not_found("page")
    page = await _page(request, context, session, bound_to, is_new=not found and not visitor)
    if session and session.has_draft and request.method == "GET":
        draft = await context.identity.take_draft(session.account_id, page.path)
        request.state.draft = draft or {}
    return page


async def _page(
    request: Request, context: PortalContext, session: Session | None, cookie: str, *, is_new: bool
) -> Page:
    language = _language(request, context, session)
    speak(language)
    of_session = session.partner_id if session else None
    partner_id = of_session or context.settings.portal_partner_id
    return Page(
        request=request,
        context=context,
        cookie=cookie,
        is_new_visitor=is_new,
        session=session,
        language=language,
        scheme=_scheme(request, context),
        partner=await context.people.partner(partner_id, language),
        actor=await context.people.actor(session) if session else None,
        menu=_menu(request, session),
    )


def _menu(request: Request, session: Session | None) -> list[Entry]:
    """What this person may open."""
    menu: Sequence[Entry] = request.app.state.menu
    permissions: Permissions = request.app.state.permissions
    seen = [entry for entry in menu if permissions.admits(entry.permission, session)]
    return [entry.on(request.url.path) for entry in seen]


def _language(request: Request, context: PortalContext, session: Session | None) -> Language:
    """As the person chose, here or in the account, else as the browser asks."""
    chosen = context.cookies.read(request, "language")
    for known in LANGUAGES:
        if chosen == known:
            return known
    if session and session.language:
        return session.language
    return negotiated(request.headers.get("accept-language", ""))


def _scheme(request: Request, context: PortalContext) -> Scheme:
    chosen = context.cookies.read(request, "scheme")
    return next((known for known in SCHEMES if known == chosen), "system")


async def _require_own_form(request: Request, context: PortalContext, cookie: str) -> None:
    origin = request.headers.get("origin")
    if origin is not None and not _is_ours(origin, request, context.settings):
        raise FormIsForeign
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        raise FormIsForeign
    if not context.signer.is_form_token(first(await posted(request), CSRF), cookie):
        raise FormIsForeign


def _is_ours(origin: str, request: Request, settings: PortalSettings) -> bool:
    if origin == settings.own_url:
        return True
    is_here = settings.is_local and names_this_machine(request)
    return is_here and origin == f"http://{request.headers.get('host', '')}"


async def _way_back(
    request: Request, context: PortalContext, found: Session | EndedSession | None
) -> str:
    """Where to go after signing in. What was typed when the session had ended is kept for there."""
    if request.method != "POST":
        query = request.url.query
        to = f"{request.url.path}?{query}" if query else request.url.path
        return to if len(to) <= LONGEST_ADDRESS else request.url.path
    to = await _form_page(request)
    fields = await posted(request)
    if isinstance(found, EndedSession):
        await context.identity.keep_draft(found.account_id, urlsplit(to).path, typed_texts(fields))
    return to


async def _form_page(request: Request) -> str:
    """The page that a posted form is on; the first one where it names none of ours."""
    to = first(await posted(request), FORM_PAGE)
    return to if is_own_path(to) and len(to) <= LONGEST_ADDRESS else "/"
