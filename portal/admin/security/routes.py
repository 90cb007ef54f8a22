"""Where one is signed in, and the password that one signs in with."""

from typing import Annotated

from fastapi.responses import Response
from pydantic import Field

from contracts.portal import (
    MOST_PASSWORD,
    Password,
    PasswordIsTooEasy,
    SignInDataIsWrong,
    SigningInIsBusy,
    TooManyAttempts,
)
from contracts.said import said
from portal.identity.staff import Staff
from portal.shared.devices.routes import SECURITY
from portal.web.forms import Form, FormIsWrong, Typed
from portal.web.page import Page, PageDep
from portal.web.pages import Pages
from portal.web.viewers import viewer
from wording.refusals import detail_of

pages = Pages()
REFUSALS = (PasswordIsTooEasy, SignInDataIsWrong, SigningInIsBusy, TooManyAttempts)


class PasswordForm(Form):
    old_password: Annotated[str, Field(max_length=MOST_PASSWORD)]
    new_password: Password


@pages.get(SECURITY, permission="signed_in")
async def security(page: PageDep) -> Response:
    return await _shown(page, page.typed())


@pages.post(f"{SECURITY}/password", permission="signed_in")
async def change_password(page: PageDep) -> Response:
    try:
        form = await page.form(PasswordForm)
        await Staff(page.context.identity.context).change_password(
            page.account, form.new_password, form.old_password
        )
    except FormIsWrong as wrong:
        return await _shown(page, wrong.typed, 422)
    except REFUSALS as refused:
        field = "new_password" if isinstance(refused, PasswordIsTooEasy) else "old_password"
        typed = Typed({}, {field: detail_of(refused, page.language, viewer())})
        return await _shown(page, typed, refused.status)
    return page.go(SECURITY, said("portal.security.password_set"))


async def _shown(page: Page, typed: Typed, status: int = 200) -> Response:
    found = await page.context.identity.devices(page.account.account_id)
    return page.show("admin/security/page.html", status=status, typed=typed, devices=found)
