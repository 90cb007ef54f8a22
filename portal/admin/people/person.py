"""One of the staff, with what was done to the account, and the acts that one button does."""

from collections.abc import Awaitable, Callable
from typing import Annotated

from fastapi.responses import Response
from pydantic import Field

from contracts.message import Id, PrintedName
from contracts.said import Said, said
from contracts.staff import StaffHasChanged
from portal.admin.partners import sees_all
from portal.admin.who import Names, people_of, refuse_by_name
from portal.identity.repository.staff_acts import StaffAct
from portal.identity.staff import Staff
from portal.identity.use_cases.act_on_staff import Deed
from portal.web.forms import Form, FormIsWrong
from portal.web.lists import Place, beginning, following
from portal.web.page import Page, PageDep
from portal.web.pages import Pages
from portal.web.viewers import viewer
from wording.telling import moment_in, words

pages = Pages()
PERSON = "/staff/{account_id}"
Seen = Annotated[int, Field(ge=0, lt=10**18)]


class SeenForm(Form):
    seen: Seen


class ReasonForm(Form):
    reason: PrintedName


@pages.get(PERSON, permission="staff")
async def person(page: PageDep, account_id: Id, cursor: Place = None) -> Response:
    found = await desk(page).person(page.account, account_id, cursor)
    names = await people_of(page, [act.by for act in found.acts])
    return page.show(
        "admin/people/page.html",
        person=found,
        one=found.account,
        names_partner=sees_all(page),
        acts=[_shown(act, names, page.zone) for act in found.acts],
        next=following(page, found.next_acts),
        first=beginning(page, cursor),
    )


@pages.post(f"{PERSON}/disable", permission="users")
async def disable(page: PageDep, account_id: Id) -> Response:
    return await _acted(page, account_id, desk(page).disable, said("admin.staff.was_disabled"))


@pages.post(f"{PERSON}/enable", permission="users")
async def enable(page: PageDep, account_id: Id) -> Response:
    return await _acted(page, account_id, desk(page).enable, said("admin.staff.was_enabled"))


@pages.post(f"{PERSON}/sign-out", permission="users")
async def sign_out(page: PageDep, account_id: Id) -> Response:
    await desk(page).end_sessions(await deed(page, account_id))
    return page.go(path_of(account_id), said("admin.staff.was_signed_out"))


@pages.post(f"{PERSON}/second-factor", permission="users")
async def reset_factor(page: PageDep, account_id: Id) -> Response:
    """Without a reason nothing is done: the browser asks for one already."""
    try:
        form = await page.form(ReasonForm)
    except FormIsWrong:
        return page.go(path_of(account_id), said("admin.staff.no_reason"), "error")
    await desk(page).reset_factor(await deed(page, account_id), form.reason)
    return page.go(path_of(account_id), said("admin.staff.factor_was_reset"))


def desk(page: Page) -> Staff:
    return Staff(page.context.identity.context)


async def deed(page: Page, account_id: str, seen: int | None = None) -> Deed:
    return Deed(page.account, account_id, await page.once_key(), seen)


def path_of(account_id: str) -> str:
    return f"/staff/{account_id}"


async def _acted(
    page: Page, account_id: str, act: Callable[[Deed], Awaitable[None]], done: Said
) -> Response:
    form = await page.form(SeenForm)
    try:
        await act(await deed(page, account_id, form.seen))
    except StaffHasChanged as refused:
        return await refuse_by_name(page, path_of(account_id), refused)
    return page.go(path_of(account_id), done)


def _shown(act: StaffAct, names: Names, zone: str) -> dict[str, str]:
    """As the timeline takes it."""
    by = names.of(act.by)
    return {
        "text": words(said("admin.staff.act", act=act.act, by=by, **act.facts), viewer()),
        "moment": moment_in(act.at, zone),
    }
