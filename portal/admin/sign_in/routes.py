"""Signing in with a mail address and its password, and a code after it."""

from typing import Annotated

from fastapi.responses import Response
from pydantic import Field

from contracts.message import MailAddress
from contracts.portal import (
    MOST_PASSWORD,
    SignInDataIsWrong,
    SigningInIsBusy,
    TooManyAttempts,
)
from contracts.said import said
from contracts.staff import SecondCodeIsWrong
from portal.admin.sign_in.ending import PROOF, come_in
from portal.identity.staff import Staff
from portal.web.arriving import Next, NextField, browser_of, next_of, with_next
from portal.web.forms import Form, FormIsWrong, Typed
from portal.web.page import Page, PageDep
from portal.web.pages import Pages
from portal.web.viewers import viewer
from wording.refusals import detail_of

pages = Pages()


class SignInForm(Form):
    email: MailAddress
    password: Annotated[str, Field(max_length=MOST_PASSWORD)] = ""
    next: NextField = "/"


class CodeForm(Form):
    code: Annotated[str, Field(min_length=6, max_length=40)]
    next: NextField = "/"


@pages.get("/sign-in", permission="open")
async def show_sign_in(page: PageDep, next: Next = "/") -> Response:  # noqa: A002 - the address's
    if page.session:
        return page.go(next_of(next))
    return _form(page, Typed({"next": next_of(next)}))


@pages.post("/sign-in", permission="open")
async def sign_in(page: PageDep) -> Response:
    try:
        form = await page.form(SignInForm)
    except FormIsWrong as wrong:
        return _form(page, wrong.typed, 422)
    to = next_of(form.next)
    staff = Staff(page.context.identity.context)
    try:
        signed_in = await staff.sign_in(form.email, form.password, browser_of(page))
    except (SignInDataIsWrong, SigningInIsBusy, TooManyAttempts) as refused:
        why = detail_of(refused, page.language, viewer())
        return _form(page, Typed({"email": form.email, "next": to}, {"": why}), refused.status)
    return come_in(page, signed_in, to)


@pages.get("/sign-in/code", permission="open")
async def show_code(page: PageDep, next: Next = "/") -> Response:  # noqa: A002
    return _code(page, Typed({"next": next_of(next)}))


@pages.post("/sign-in/code", permission="open")
async def prove(page: PageDep) -> Response:
    try:
        form = await page.form(CodeForm)
    except FormIsWrong as wrong:
        return _code(page, wrong.typed, 422)
    to = next_of(form.next)
    proof = page.context.cookies.read(page.request, PROOF)
    try:
        staff = Staff(page.context.identity.context)
        signed_in = await staff.prove(proof, form.code, browser_of(page))
    except (SecondCodeIsWrong, TooManyAttempts) as refused:
        why = detail_of(refused, page.language, viewer())
        return _code(page, Typed({"next": to}, {"code": why}), refused.status)
    if signed_in is None:
        return page.go(with_next("/sign-in", to), said("admin.second.too_late"), "warning")
    answer = come_in(page, signed_in, to)
    page.context.cookies.forget(answer, PROOF)
    return answer


def _form(page: Page, typed: Typed, status: int = 200) -> Response:
    provider = page.request.app.state.provider
    name = provider.name if provider else ""
    return page.show("admin/sign_in/page.html", status=status, typed=typed, provider=name)


def _code(page: Page, typed: Typed, status: int = 200) -> Response:
    return page.show("admin/sign_in/code.html", status=status, typed=typed)
