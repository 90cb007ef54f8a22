"""Signing in by a provider of identities: there, and back with a code that is good once and in the
browser that set out. Whoever it names must work here already."""

import secrets
from datetime import timedelta
from hmac import compare_digest
from typing import Annotated

from fastapi import Query
from fastapi.responses import RedirectResponse, Response

from chassis.problems import not_found
from contracts.problems import Problem
from contracts.staff import SignInElsewhereFailed
from portal.admin.oidc.provider import Provider
from portal.admin.sign_in.ending import come_in
from portal.identity.staff import Staff
from portal.web.arriving import Next, browser_of, next_of
from portal.web.forms import Typed
from portal.web.page import Page, PageDep
from portal.web.pages import Pages
from portal.web.viewers import viewer
from wording.refusals import detail_of

pages = Pages()
HERE, BACK = "/sign-in/elsewhere", "/sign-in/elsewhere/back"
FLOW = "elsewhere"
"""The cookie of who has set out, sealed; and what it is sealed for."""
FLOW_LASTS = timedelta(minutes=10)
Given = Annotated[str, Query(max_length=4_000)]


@pages.get(HERE, permission="open")
async def set_out(page: PageDep, next: Next = "/") -> Response:  # noqa: A002 - the address's
    provider = _provider(page)
    flow = {name: secrets.token_urlsafe(32) for name in ("state", "nonce", "verifier")}
    try:
        there = await provider.way_there(**flow, back=_back(page))
    except SignInElsewhereFailed as refused:
        return _refused(page, refused, next_of(next))
    keys = page.context.identity.context.keys
    sealed = keys.seal(FLOW, {**flow, "next": next_of(next)}).decode()
    answer = RedirectResponse(there, 303)
    page.context.cookies.write(answer, FLOW, sealed, seconds=int(FLOW_LASTS.total_seconds()))
    return answer


@pages.get(BACK, permission="open")
async def come_back(page: PageDep, code: Given = "", state: Given = "") -> Response:
    """The provider leads here; without a code it let nobody in. The flow is over either way."""
    provider, keys = _provider(page), page.context.identity.context.keys
    sealed = page.context.cookies.read(page.request, FLOW)
    flow = keys.open(FLOW, sealed.encode("utf-8", "replace"), FLOW_LASTS)
    try:
        if flow is None or not compare_digest(flow["state"].encode(), state.encode()):
            raise SignInElsewhereFailed("not_ours")
        if not code:
            raise SignInElsewhereFailed("denied")
        email = await provider.address_of(
            code, nonce=flow["nonce"], verifier=flow["verifier"], back=_back(page)
        )
        staff = Staff(page.context.identity.context)
        answer = come_in(page, await staff.sign_in_known(email, browser_of(page)), flow["next"])
    except SignInElsewhereFailed as refused:
        answer = _refused(page, refused, flow["next"] if flow else "/")
    page.context.cookies.forget(answer, FLOW)
    return answer


def _provider(page: Page) -> Provider:
    """Raises `ObjectIsNotFound` where there is none."""
    provider: Provider | None = page.request.app.state.provider
    if provider is None:
        raise not_found("page")
    return provider


def _back(page: Page) -> str:
    return f"{page.context.settings.own_url}{BACK}"


def _refused(page: Page, refused: Problem, to: str) -> Response:
    why = detail_of(refused, page.language, viewer())
    typed = Typed({"next": to}, {"": why})
    provider: Provider = page.request.app.state.provider
    return page.show(
        "admin/sign_in/page.html", status=refused.status, typed=typed, provider=provider.name
    )
