"""Links and codes by mail. A link's page changes nothing, as mail scanners open it first; its one
button does."""

import base64
import binascii
from typing import Annotated

from fastapi.responses import Response
from pydantic import Field

from contracts.portal import (
    AddressIsOfSomebodyElse,
    CodeIsWrong,
    LinkCannotBeUsed,
    NobodyHasThisAddress,
    TooManyAttempts,
)
from contracts.problems import Problem
from contracts.said import said
from portal.customer.sign_in.ending import ASKED, signed_in
from portal.identity.domain.proofs import LINK_LASTS
from portal.identity.use_cases.use_links import UsedLink
from portal.web.arriving import address_of, browser_of, next_of
from portal.web.forms import Form, FormIsWrong, Typed
from portal.web.page import Page, PageDep
from portal.web.pages import Pages
from wording.refusals import detail_of

pages = Pages()
GONE = (LinkCannotBeUsed, NobodyHasThisAddress, AddressIsOfSomebodyElse)


class CodeForm(Form):
    code: Annotated[str, Field(min_length=6, max_length=12)]


@pages.get("/sign-in/code", permission="open")
async def show_code(page: PageDep) -> Response:
    return _code(page, Typed())


@pages.post("/sign-in/code", permission="open")
async def use_code(page: PageDep) -> Response:
    try:
        form = await page.form(CodeForm)
    except FormIsWrong as wrong:
        return _code(page, wrong.typed, 422)
    asked_by, _ = _question(page)
    try:
        used = await page.context.identity.use_code(asked_by, form.code, browser_of(page))
    except (CodeIsWrong, TooManyAttempts) as refused:
        typed = Typed({}, {"code": detail_of(refused, page.language, "customer")})
        return _code(page, typed, refused.status)
    except GONE as refused:
        return _gone(page, refused)
    return _used(page, used)


@pages.get("/sign-in/link/{token}", permission="open")
async def show_link(page: PageDep, token: str) -> Response:
    link = await page.context.identity.look_at_link(token)
    if link is None or link.state != "usable":
        return _gone(page, LinkCannotBeUsed(), link.next_page if link else "/")
    return page.show("customer/sign_in/link.html", link=link, token=token)


@pages.post("/sign-in/link/{token}", permission="open")
async def use_link(page: PageDep, token: str) -> Response:
    try:
        used = await page.context.identity.use_link(token, browser_of(page))
    except GONE as refused:
        link = await page.context.identity.look_at_link(token)
        return _gone(page, refused, link.next_page if link else "/")
    return _used(page, used)


async def asked_for(page: Page, email: str, to: str) -> Response:
    """Lead to where the code is typed; the same for every address. Raises `TooManyAttempts`."""
    asked_by = await page.context.identity.ask_for_link(
        email, next_page=to, language=page.language, address=address_of(page)
    )
    return to_code(page, asked_by, email)


def to_code(page: Page, asked_by: str, email: str) -> Response:
    """The browser keeps which address it asked for, so that its person sees a slip of the pen."""
    answer = page.go("/sign-in/code")
    shown = base64.urlsafe_b64encode(email.encode()).decode()
    seconds = int(LINK_LASTS.total_seconds())
    page.context.cookies.write(answer, ASKED, f"{asked_by}.{shown}", seconds=seconds)
    return answer


def _question(page: Page) -> tuple[str, str]:
    asked_by, _, shown = page.context.cookies.read(page.request, ASKED).partition(".")
    try:
        return asked_by, base64.urlsafe_b64decode(shown.encode()).decode()
    except (binascii.Error, UnicodeError):
        return asked_by, ""


def _code(page: Page, typed: Typed, status: int = 200) -> Response:
    _, email = _question(page)
    return page.show("customer/sign_in/code.html", status=status, typed=typed, email=email)


def _used(page: Page, used: UsedLink) -> Response:
    message = said("portal.sign_in.email_changed") if used.purpose == "change_email" else None
    return signed_in(page, used.outcome, next_of(used.next_page), message)


def _gone(page: Page, refused: Problem, next_page: str = "/") -> Response:
    """And how to have a new one, to the same place."""
    return page.show(
        "customer/sign_in/gone.html",
        status=refused.status,
        why=detail_of(refused, page.language, "customer"),
        typed=Typed({"next": next_of(next_page)}),
    )
