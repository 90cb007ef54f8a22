"""Changes what somebody is here: the name, and of others role and partner."""

from typing import Any

from fastapi.responses import Response

from chassis.problems import not_found
from contracts.message import Id, PartnerId, PrintedName
from contracts.said import Said, said
from contracts.staff import STAFF_ROLES, StaffHasChanged, StaffRole
from portal.admin.partners import partner_choices
from portal.admin.people.person import PERSON, Seen, deed, desk, path_of
from portal.admin.who import refusal_in_words
from portal.identity.domain.staffing import Post
from portal.identity.use_cases.read_staff import Person
from portal.web.forms import Form, FormIsWrong, Typed
from portal.web.lists import choices
from portal.web.page import Page, PageDep
from portal.web.pages import Pages

pages = Pages()


class PostForm(Form):
    """Role and partner are asked of super admins alone: others have no choice."""

    name: PrintedName
    role: StaffRole | None = None
    partner_id: PartnerId | None = None

    def post(self) -> Post | None:
        return Post(self.role, self.partner_id) if self.role else None

    def fault(self) -> Said | None:
        """What is wrong with the partner."""
        if self.role == "partner_admin" and self.partner_id is None:
            return said("admin.staff.no_partner")
        if self.role not in ("partner_admin", None) and self.partner_id is not None:
            return said("admin.staff.needless_partner")
        return None


class ChangeForm(PostForm):
    seen: Seen


@pages.get(f"{PERSON}/edit", permission="users")
async def edit_person(page: PageDep, account_id: Id) -> Response:
    found = await _to_change(page, account_id)
    one = found.account
    typed = page.typed(name=one.name, role=one.role, partner_id=one.partner_id or "")
    return await _form(page, found, typed)


@pages.post(f"{PERSON}/edit", permission="users")
async def change_person(page: PageDep, account_id: Id) -> Response:
    found = await _to_change(page, account_id)
    try:
        form = await page.form(ChangeForm)
        if (why := form.fault()) is not None:
            raise await page.wrong("partner_id", why)
    except FormIsWrong as wrong:
        return await _form(page, found, wrong.typed, 422)
    post = (form.post() if chooses_post(page, found) else None) or found.account.post
    try:
        await desk(page).change(await deed(page, account_id, form.seen), form.name, post)
    except StaffHasChanged as refused:
        typed = form.model_dump() | {"partner_id": form.partner_id or ""}
        why_not = await refusal_in_words(page, refused)
        return await _form(page, found, Typed(typed, {"": why_not}), refused.status)
    return page.go(path_of(account_id), said("admin.staff.was_changed"))


def chooses_post(page: Page, found: Person | None = None) -> bool:
    """Whether role and partner can be chosen: by super admins, of others."""
    return page.account.role == "super_admin" and not (found and found.is_oneself)


async def post_options(page: Page, *, may_choose: bool) -> dict[str, Any]:
    return {
        "roles": choices("staff_role", STAFF_ROLES) if may_choose else [],
        "partners": await partner_choices(page) if may_choose else [],
    }


async def _to_change(page: Page, account_id: str) -> Person:
    found = await desk(page).person(page.account, account_id)
    if not found.may_be_changed:
        raise not_found("account")
    return found


async def _form(page: Page, found: Person, typed: Typed, status: int = 200) -> Response:
    return page.show(
        "admin/people/edit.html",
        status=status,
        typed=typed,
        person=found,
        back=path_of(found.account.id),
        **await post_options(page, may_choose=chooses_post(page, found)),
    )
