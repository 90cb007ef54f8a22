"""Signing in with a password, asking for a link, choosing a customer, and coming from a provider's
own portal."""

from typing import Annotated, Literal

from fastapi.responses import Response
from pydantic import Field

from contracts.message import Id, MailAddress
from contracts.portal import (
    MOST_PASSWORD,
    HandOverCannotBeUsed,
    SignInDataIsWrong,
    SigningInIsBusy,
    TooManyAttempts,
)
from contracts.problems import Problem
from contracts.said import said
from portal.customer.sign_in.ending import CHOICE, signed_in
from portal.customer.sign_in.links import asked_for
from portal.customer.sign_in.links import pages as links
from portal.web.arriving import Next, NextField, browser_of, next_of, with_next
from portal.web.forms import Form, FormIsWrong, Typed
from portal.web.page import Page, PageDep
from portal.web.pages import Pages
from wording.refusals import detail_of

pages = Pages()


class SignInForm(Form):
    email: MailAddress
    password: Annotated[str, Field(max_length=MOST_PASSWORD)] = ""
    by: Literal["password", "link"] = "password"
    next: NextField = "/"


class ChoiceForm(Form):
    account_id: Id
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
    try:
        if form.by == "link":
            return await asked_for(page, form.email, to)
        outcome = await page.context.identity.sign_in(form.email, form.password, browser_of(page))
    except (SignInDataIsWrong, SigningInIsBusy, TooManyAttempts) as refused:
        return _form(page, refused_form(page, refused, email=form.email, next=to), refused.status)
    return signed_in(page, outcome, to)


@pages.get("/sign-in/choose", permission="open")
async def show_choice(page: PageDep, next: Next = "/") -> Response:  # noqa: A002
    return await _choice(page, Typed({"next": next_of(next)}))


@pages.post("/sign-in/choose", permission="open")
async def choose(page: PageDep) -> Response:
    try:
        form = await page.form(ChoiceForm)
    except FormIsWrong as wrong:
        return await _choice(page, wrong.typed, 422)
    proof = page.context.cookies.read(page.request, CHOICE)
    outcome = await page.context.identity.choose(proof, form.account_id, browser_of(page))
    if outcome is None:
        again = with_next("/sign-in", next_of(form.next))
        return page.go(again, said("portal.sign_in.choice_gone"), "warning")
    return signed_in(page, outcome, next_of(form.next))


@pages.get("/sign-in/from/{token}", permission="open")
async def come_from_elsewhere(page: PageDep, token: str) -> Response:
    """Whom a provider's own portal sent here a moment ago."""
    try:
        outcome, to = await page.context.identity.use_hand_over(token, browser_of(page))
    except HandOverCannotBeUsed as refused:
        why = detail_of(refused, page.language, "customer")
        return page.show("customer/sign_in/gone.html", status=refused.status, why=why)
    return signed_in(page, outcome, next_of(to))


def refused_form(page: Page, refused: Problem, **values: str) -> Typed:
    return Typed(values, {"": detail_of(refused, page.language, "customer")})


def _form(page: Page, typed: Typed, status: int = 200) -> Response:
    return page.show("customer/sign_in/page.html", status=status, typed=typed)


async def _choice(page: Page, typed: Typed, status: int = 200) -> Response:
    found = await page.context.identity.to_choose(page.context.cookies.read(page.request, CHOICE))
    if found is None:
        again = with_next("/sign-in", next_of(str(typed.value("next", "/"))))
        return page.go(again, said("portal.sign_in.choice_gone"), "warning")
    return page.show(
        "customer/sign_in/choose.html", status=status, typed=typed, customers=found.customers
    )


SIGN_IN_PAGES = (pages, links)
