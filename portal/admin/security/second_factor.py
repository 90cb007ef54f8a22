"""The second factor: set up, confirmed, and taken away again."""

from typing import Annotated

from fastapi.responses import Response
from pydantic import Field

from contracts.portal import MOST_PASSWORD, SignInDataIsWrong, TooManyAttempts
from contracts.problems import Problem
from contracts.said import said
from contracts.staff import SecondCodeIsWrong
from portal.identity.staff import Staff
from portal.shared.devices.routes import SECURITY
from portal.web.arriving import address_of
from portal.web.forms import Form, FormIsWrong, Typed
from portal.web.page import Page, PageDep
from portal.web.pages import Pages
from portal.web.viewers import viewer
from wording.refusals import detail_of

pages = Pages()
HERE = f"{SECURITY}/second-factor"
REFUSALS = (SecondCodeIsWrong, SignInDataIsWrong, TooManyAttempts)


class ProofForm(Form):
    password: Annotated[str, Field(max_length=MOST_PASSWORD)]


class CodeForm(Form):
    code: Annotated[str, Field(min_length=6, max_length=12)]


@pages.get(HERE, permission="signed_in")
async def second_factor(page: PageDep) -> Response:
    return await _shown(page, Typed())


@pages.post(f"{HERE}/begin", permission="signed_in")
async def begin(page: PageDep) -> Response:
    try:
        form = await page.form(ProofForm)
        await _desk(page).begin_factor(page.account, form.password, address=address_of(page))
    except FormIsWrong as wrong:
        return await _shown(page, wrong.typed, 422)
    except REFUSALS as refused:
        return await _refused(page, "password", refused)
    return page.go(HERE)


@pages.post(f"{HERE}/confirm", permission="signed_in")
async def confirm(page: PageDep) -> Response:
    try:
        form = await page.form(CodeForm)
        await _desk(page).confirm_factor(page.account, form.code, address=address_of(page))
    except FormIsWrong as wrong:
        return await _shown(page, wrong.typed, 422)
    except REFUSALS as refused:
        return await _refused(page, "code", refused)
    return page.go(HERE, said("admin.second.confirmed"))


@pages.post(f"{HERE}/remove", permission="signed_in")
async def remove(page: PageDep) -> Response:
    try:
        form = await page.form(ProofForm)
        await _desk(page).remove_factor(page.account, form.password, address=address_of(page))
    except FormIsWrong as wrong:
        return await _shown(page, wrong.typed, 422)
    except REFUSALS as refused:
        return await _refused(page, "password", refused)
    return page.go(HERE, said("admin.second.removed"))


def _desk(page: Page) -> Staff:
    return Staff(page.context.identity.context)


async def _refused(page: Page, field: str, refused: Problem) -> Response:
    typed = Typed({}, {field: detail_of(refused, page.language, viewer())})
    return await _shown(page, typed, refused.status)


async def _shown(page: Page, typed: Typed, status: int = 200) -> Response:
    staff, account = _desk(page), page.account
    return page.show(
        "admin/security/second_factor.html",
        status=status,
        typed=typed,
        has_factor=await staff.has_factor(account),
        set_up=await staff.set_up(account),
    )
