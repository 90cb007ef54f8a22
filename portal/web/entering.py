"""How a request becomes a page: its cookies are read, who may not come is sent to sign in or told
that there is nothing, and only then its form is read and checked."""

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
from portal.web.forms import CSRF, FORM_PAGE, LARGEST_FORM_BYTES, first, posted, typed_texts
from portal.web.menus import Entry
from portal.web.page import Page, Scheme, is_own_path
from portal.web.permissions import Permissions
from portal.web.visiting import VISIT, NotForVisitors, require_visit, visit_of
from wording.languages import LANGUAGES, negotiated, speak

LONGEST_ADDRESS = 1_000
WITHOUT_FACTOR = ("open", "setting_up")
"""What whoever has to set up a second factor may come to."""
SCHEMES: tuple[Scheme, ...] = get_args(Scheme)


class SignInIsNeeded(Exception):
    """Before the page at `to` can be seen."""

    def __init__(self, to: str) -> None:
        super().__init__(to)
        self.to = to


class SecondFactorIsNeeded(Exception):
    """Before anything else can be seen or done."""


class FormIsForeign(Exception):
    """Its token is missing, of another session or made by somebody else: nothing was done."""


async def enter(request: Request, permission: str) -> Page:
    """The page of this request. Raises `SignInIsNeeded`, `SecondFactorIsNeeded`, `FormIsForeign`,
    or not found."""
    context: PortalContext = request.app.state.context
    permissions: Permissions = request.app.state.permissions
    visit = await visit_of(request, context)
    cookie = context.cookies.read(request, VISIT if visit else "session")
    found = visit or await _signed_in(context, cookie)
    visitor = context.cookies.read(request, "visitor")
    bound_to = cookie if found else visitor or secrets.token_urlsafe(24)
    is_form = request.method == "POST"
    if is_form:
        _require_own_origin(request, context)
    session = found if isinstance(found, Session) else None
    is_admitted = permissions.admits(permission, session)
    is_open = permissions.admits(permission, None)
    await require_visit(request, context, visit, is_open=is_open)
    if not is_admitted:
        if visit is not None:
            request.state.page = await _page(request, context, visit, bound_to, is_new=False)
            raise NotForVisitors
        if session is not None:
            raise not_found("page")
        if isinstance(found, EndedSession) and is_form and _is_small(request):
            raise SignInIsNeeded(await _keep_typed(request, context, found, bound_to))
        raise SignInIsNeeded(_way_back(request, context))
    if permission not in WITHOUT_FACTOR and _lacks_factor(context, session):
        raise SecondFactorIsNeeded
    if is_form:
        await _require_own_form(request, context, bound_to)
        request.scope[FORM_PAGE] = await _form_page(request)
    page = await _page(request, context, session, bound_to, is_new=not found and not visitor)
    if session and session.has_draft and not visit and request.method == "GET":
        draft = await context.identity.take_draft(session.account_id, page.path)
        request.state.draft = draft or {}
    return page


async def _signed_in(context: PortalContext, cookie: str) -> Session | EndedSession | None:
    """Whose own session this is."""
    found = await context.identity.session(cookie) if cookie else None
    return None if isinstance(found, Session) and found.by else found


async def _page(
    request: Request, context: PortalContext, session: Session | None, cookie: str, *, is_new: bool
) -> Page:
    language = _language(request, context, session)
    speak(language)
    partner_id = session.partner_id if session else context.settings.visitors_partner
    return Page(
        request=request,
        context=context,
        cookie=cookie,
        is_new_visitor=is_new,
        session=session,
        language=language,
        scheme=_scheme(request, context),
        partner=await context.people.partner(partner_id, language) if partner_id else None,
        actor=await context.people.actor(session) if session else None,
        menu=[] if _lacks_factor(context, session) else _menu(request, session),
    )


def _lacks_factor(context: PortalContext, session: Session | None) -> bool:
    needed = session is not None and context.settings.requires_second_factor
    return needed and session is not None and not session.has_factor


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


def _require_own_origin(request: Request, context: PortalContext) -> None:
    """Before anything of the form is read."""
    origin = request.headers.get("origin")
    if origin is not None and not _is_ours(origin, request, context.settings):
        raise FormIsForeign
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        raise FormIsForeign


async def _require_own_form(request: Request, context: PortalContext, cookie: str) -> None:
    if not context.signer.is_form_token(first(await posted(request), CSRF), cookie):
        raise FormIsForeign


def _is_ours(origin: str, request: Request, settings: PortalSettings) -> bool:
    if origin == settings.own_url:
        return True
    is_here = settings.is_local and names_this_machine(request)
    return is_here and origin == f"http://{request.headers.get('host', '')}"


def _way_back(request: Request, context: PortalContext) -> str:
    """Where to go after signing in; of a form, the page before, as nothing of it was read."""
    path, query = request.url.path, request.url.query
    if request.method == "POST":
        before = urlsplit(request.headers.get("referer", "")[: LONGEST_ADDRESS * 2])
        is_ours = _is_ours(f"{before.scheme}://{before.netloc}", request, context.settings)
        path, query = (before.path, before.query) if is_ours else ("/", "")
    to = f"{path}?{query}" if query else path
    return next((one for one in (to, path) if _can_lead_to(one)), "/")


def _is_small(request: Request) -> bool:
    """Whether it says that it is no larger than forms without files are."""
    length = request.headers.get("content-length", "")
    return length.isdecimal() and len(length) < 10 and int(length) <= LARGEST_FORM_BYTES


async def _keep_typed(
    request: Request, context: PortalContext, ended: EndedSession, cookie: str
) -> str:
    """What was typed when the session had ended is kept for its page, and for who had it."""
    await _require_own_form(request, context, cookie)
    to, fields = await _form_page(request), await posted(request)
    await context.identity.keep_draft(ended.account_id, urlsplit(to).path, typed_texts(fields))
    return to


async def _form_page(request: Request) -> str:
    """The page that a posted form is on; the first one where it names none of ours."""
    to = first(await posted(request), FORM_PAGE)
    return to if _can_lead_to(to) else "/"


def _can_lead_to(to: str) -> bool:
    return is_own_path(to) and len(to) <= LONGEST_ADDRESS
