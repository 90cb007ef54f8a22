"""The second factor: set up, confirmed, and taken away again."""

from collections.abc import Awaitable, Callable
from typing import Annotated, TypeVar

from fastapi.responses import Response
from pydantic import Field

from contracts.portal import (
    MOST_PASSWORD,
    SignInDataIsWrong,
    SigningInIsBusy,
    TooManyAttempts,
)
from contracts.said import said
from contracts.staff import SecondCodeIsWrong
from portal.admin.security.qr import drawn
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
REFUSALS = (SecondCodeIsWrong, SignInDataIsWrong, SigningInIsBusy, TooManyAttempts)
Kind = TypeVar("Kind", bound=Form)


class ProofForm(Form):
    password: Annotated[str, Field(max_length=MOST_PASSWORD)] = ""
    """Not asked for right after a link."""


class CodeForm(Form):
    code: Annotated[str, Field(min_length=6, max_length=12)]


@pages.get(HERE, permission="setting_up")
async def second_factor(page: PageDep) -> Response:
    return await _shown(page, Typed())


@pages.post(f"{HERE}/begin", permission="setting_up")
async def begin(page: PageDep) -> Response:
    async def step(form: ProofForm) -> None:
        await _desk(page).begin_factor(page.account, form.password)

    return await _taken(page, ProofForm, "password", step) or page.go(HERE)


@pages.post(f"{HERE}/confirm", permission="setting_up")
async def confirm(page: PageDep) -> Response:
    async def step(form: CodeForm) -> None:
        await _desk(page).confirm_factor(page.account, form.code, address=address_of(page))

    done = said("admin.second.confirmed")
    return await _taken(page, CodeForm, "code", step) or page.go(HERE, done)


@pages.post(f"{HERE}/remove", permission="setting_up")
async def remove(page: PageDep) -> Response:
    async def step(form: ProofForm) -> None:
        await _desk(page).remove_factor(page.account, form.password)

    done = said("admin.second.removed")
    return await _taken(page, ProofForm, "password", step) or page.go(HERE, done)


async def _taken(
    page: Page, kind: type[Kind], field: str, step: Callable[[Kind], Awaitable[None]]
) -> Response | None:
    """The form again where it is wrong or refused, with why at the field; None where it is done."""
    try:
        await step(await page.form(kind))
    except FormIsWrong as wrong:
        return await _shown(page, wrong.typed, 422)
    except REFUSALS as refused:
        typed = Typed({}, {field: detail_of(refused, page.language, viewer())})
        return await _shown(page, typed, refused.status)
    return None


def _desk(page: Page) -> Staff:
    return Staff(page.context.identity.context)


async def _shown(page: Page, typed: Typed, status: int = 200) -> Response:
    staff, account = _desk(page), page.account
    set_up = await staff.set_up(account)
    return page.show(
        "admin/security/second_factor.html",
        status=status,
        typed=typed,
        has_factor=account.has_factor,
        is_needed=page.context.settings.requires_second_factor,
        asks_password=not page.context.identity.is_fresh(account),
        set_up=set_up,
        drawn=drawn(set_up.address) if set_up else None,
    )
