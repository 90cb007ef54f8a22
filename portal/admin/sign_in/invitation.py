"""The link by which one of the staff chooses a password. Its page changes nothing, as mail scanners
open it first; its form does."""

from fastapi.responses import Response

from contracts.portal import (
    LinkCannotBeUsed,
    Password,
    PasswordIsTooEasy,
    SigningInIsBusy,
)
from contracts.said import said
from portal.admin.sign_in.ending import come_in
from portal.identity.domain.proofs import masked
from portal.identity.staff import Staff
from portal.web.arriving import browser_of
from portal.web.forms import Form, FormIsWrong, Typed
from portal.web.page import Page, PageDep
from portal.web.pages import Pages
from portal.web.viewers import viewer
from wording.refusals import detail_of

pages = Pages()
INVITATION = "/sign-in/invitation/{token}"


class ChoiceForm(Form):
    new_password: Password


@pages.get(INVITATION, permission="open")
async def show_invitation(page: PageDep, token: str) -> Response:
    return await _shown(page, token, Typed())


@pages.post(INVITATION, permission="open")
async def accept(page: PageDep, token: str) -> Response:
    staff = Staff(page.context.identity.context)
    try:
        form = await page.form(ChoiceForm)
        outcome = await staff.accept_invitation(token, form.new_password, browser_of(page))
    except FormIsWrong as wrong:
        return await _shown(page, token, wrong.typed, 422)
    except (PasswordIsTooEasy, SigningInIsBusy) as refused:
        why = {"new_password": detail_of(refused, page.language, viewer())}
        return await _shown(page, token, Typed({}, why), refused.status)
    except LinkCannotBeUsed:
        return _gone(page)
    return come_in(page, outcome, "/", said("admin.staff.password_chosen"))


async def _shown(page: Page, token: str, typed: Typed, status: int = 200) -> Response:
    account = await Staff(page.context.identity.context).look_at_invitation(token)
    if account is None:
        return _gone(page)
    return page.show(
        "admin/sign_in/invitation.html",
        status=status,
        typed=typed,
        email=masked(account.email),
        token=token,
        why="",
    )


def _gone(page: Page) -> Response:
    refused = LinkCannotBeUsed()
    return page.show(
        "admin/sign_in/invitation.html",
        status=refused.status,
        typed=Typed(),
        email="",
        token="",
        why=detail_of(refused, page.language, viewer()),
    )
