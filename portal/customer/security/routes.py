"""Where one is signed in, the password and the mail address that one signs in with."""

from typing import Annotated

from fastapi.responses import Response
from pydantic import Field

from contracts.message import MailAddress
from contracts.portal import MOST_PASSWORD, Password
from contracts.problems import Problem
from contracts.said import said
from portal.customer.sign_in.links import to_code
from portal.shared.devices.routes import SECURITY
from portal.web.arriving import address_of
from portal.web.forms import Form, FormIsWrong, Typed
from portal.web.page import Page, PageDep
from portal.web.pages import Pages
from wording.refusals import detail_of

pages = Pages()
Given = Annotated[str, Field(max_length=MOST_PASSWORD)]


class PasswordForm(Form):
    old_password: Given | None = None
    new_password: Password


class EmailForm(Form):
    new_email: MailAddress
    email_password: Given | None = None


@pages.get(SECURITY, permission="in_person")
async def security(page: PageDep) -> Response:
    return await _shown(page, page.typed())


@pages.post(f"{SECURITY}/password", permission="in_person")
async def set_password(page: PageDep) -> Response:
    try:
        form = await page.form(PasswordForm)
        await page.context.identity.set_password(page.account, form.new_password, form.old_password)
    except FormIsWrong as wrong:
        return await _shown(page, wrong.typed, 422)
    except Problem as refused:
        if refused.status >= 500:
            raise
        return await _refused(page, refused, "new_password")
    return page.go(SECURITY, said("portal.security.password_set"))


@pages.post(f"{SECURITY}/email", permission="in_person")
async def change_email(page: PageDep) -> Response:
    try:
        form = await page.form(EmailForm)
        asked_by = await page.context.identity.ask_to_change_email(
            page.account, form.new_email, form.email_password, address=address_of(page)
        )
    except FormIsWrong as wrong:
        return await _shown(page, wrong.typed, 422)
    except Problem as refused:
        if refused.status >= 500:
            raise
        return await _refused(page, refused, "new_email")
    return to_code(page, asked_by, form.new_email)


async def _refused(page: Page, refused: Problem, field: str) -> Response:
    words = detail_of(refused, page.language, "customer")
    return await _shown(page, Typed({}, {field: words}), refused.status)


async def _shown(page: Page, typed: Typed, status: int = 200) -> Response:
    identity, account = page.context.identity, page.account
    return page.show(
        "customer/security/page.html",
        status=status,
        typed=typed,
        devices=await identity.devices(account.account_id),
        has_password=await identity.has_password(account),
        is_fresh=identity.is_fresh(account),
    )
