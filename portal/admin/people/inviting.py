"""Lets somebody work here, who chooses a password by a link that is mailed; and sends that link
again."""

from typing import Any

from fastapi.responses import Response

from contracts.message import Id, Language
from contracts.said import said
from contracts.staff import StaffAddress, StaffIsThereAlready
from portal.admin.customers.view import LANGUAGES
from portal.admin.people.editing import PostForm, chooses_post, post_options
from portal.admin.people.person import PERSON, deed, desk, path_of
from portal.identity.domain.staffing import Post
from portal.identity.use_cases.invite_staff import Newcomer
from portal.web.arriving import address_of
from portal.web.forms import FormIsWrong, Typed
from portal.web.page import Page, PageDep
from portal.web.pages import Pages
from portal.web.viewers import viewer
from wording.refusals import detail_of

pages = Pages()


class NewcomerForm(PostForm):
    email: StaffAddress
    language: Language = "en"


@pages.get("/new-staff", permission="users")
async def new_person(page: PageDep) -> Response:
    return await _form(page, page.typed(role="partner_admin", language=page.language))


@pages.post("/new-staff", permission="users")
async def invite(page: PageDep) -> Response:
    try:
        form = await page.form(NewcomerForm)
        if (why := form.fault()) is not None:
            raise await page.wrong("partner_id", why)
        newcomer = Newcomer(form.email, form.name, _post(page, form), form.language)
        try:
            account_id = await desk(page).invite(
                page.account, newcomer, key=await page.once_key(), address=address_of(page)
            )
        except StaffIsThereAlready as refused:
            words = detail_of(refused, page.language, viewer())
            raise await page.wrong("email", said("others.words", words=words)) from refused
    except FormIsWrong as wrong:
        return await _form(page, wrong.typed, 422)
    return page.go(path_of(account_id), said("admin.staff.was_invited", email=form.email))


@pages.post(f"{PERSON}/link", permission="users")
async def send_link(page: PageDep, account_id: Id) -> Response:
    this = await deed(page, account_id)
    await desk(page).send_invitation(this, page.language, address=address_of(page))
    return page.go(path_of(account_id), said("admin.staff.link_was_sent"))


def _post(page: Page, form: NewcomerForm) -> Post:
    """A partner's admin lets others in as what it is."""
    chosen = form.post() if chooses_post(page) else None
    return chosen or Post("partner_admin", page.account.partner_id)


async def _form(page: Page, typed: Typed, status: int = 200) -> Response:
    options: dict[str, Any] = await post_options(page, may_choose=chooses_post(page))
    return page.show(
        "admin/people/new.html", status=status, typed=typed, languages=LANGUAGES, **options
    )
