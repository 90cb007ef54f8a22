"""What a partner's mails say in its own words: written, looked at before, and given up again."""

from typing import Annotated

from fastapi import Query
from fastapi.responses import Response

from contracts.mail_texts import (
    MailPreview,
    MailTextIsNotUsable,
    MailTextView,
    MailTextWasChangedMeanwhile,
    PreviewMailText,
    WhichText,
    WriteMailText,
)
from contracts.said import Said, said
from portal.admin.partner_settings.frame import around
from portal.admin.partner_settings.texts import ActForm, GiveUpForm, TextForm, Which, by_mail
from portal.admin.partner_settings.whose import Named, can_change, path_of, whose
from portal.admin.who import people_of, refusal_in_words
from portal.web.forms import FormIsWrong, Typed
from portal.web.page import Away, Page, PageDep
from portal.web.pages import Pages
from portal.web.viewers import viewer
from wording.refusals import detail_of

pages = Pages()
WhichDep = Annotated[Which, Query()]


@pages.get("/settings/mail-texts", permission="staff")
async def mail_texts(page: PageDep, partner: Named = None) -> Response:
    key = whose(page, partner)
    listed = await page.services.notifications.mail_texts(key)
    return page.show(
        "admin/partner_settings/mail_texts.html",
        mails={
            audience: [
                (event, [(one, _path(page, Which(**vars(one)).of(key))) for one in texts])
                for event, texts in mails
            ]
            for audience, mails in by_mail(listed).items()
        },
        **around(page, key, "mail-texts"),
    )


@pages.get("/settings/mail-text", permission="staff")
async def mail_text(page: PageDep, asked: WhichDep) -> Response:
    which = asked.of(whose(page, asked.partner))
    view = await page.services.notifications.mail_text(which)
    typed = {"subject": view.subject or "", "body": view.body or ""}
    own_draft = page.draft.get("which") == _path(page, which)
    return await _show(page, view, Typed({**typed, **(page.draft if own_draft else {})}))


@pages.post("/settings/mail-text", permission="decide")
async def change_mail_text(page: PageDep, asked: WhichDep) -> Response:
    which = asked.of(whose(page, asked.partner))
    act = (await page.form(ActForm)).act
    if act == "give_up":
        return await _give_up(page, which)
    notifications = page.services.notifications
    view = await notifications.mail_text(which)
    try:
        form = await page.form(TextForm)
    except FormIsWrong as wrong:
        return await _show(page, view, wrong.typed, 422)
    typed = Typed({"subject": form.subject, "body": form.body})
    looked_at = PreviewMailText(subject=form.subject, body=form.body)
    try:
        if act == "preview":
            preview = await notifications.preview_mail_text(which, looked_at)
            return await _show(page, view, typed, preview=preview)
        await notifications.write_mail_text(which, WriteMailText(**form.model_dump()))
    except MailTextIsNotUsable as refused:
        faults = {"body": detail_of(refused, page.language, viewer())}
        return await _show(page, view, Typed(typed.values, faults), 422)
    except MailTextWasChangedMeanwhile as meanwhile:
        now = await notifications.mail_text(which)
        why = await refusal_in_words(page, meanwhile)
        return await _show(page, now, typed, 409, stale=why)
    return _done(page, which, said("admin.texts.was_written"))


async def _give_up(page: Page, which: WhichText) -> Response:
    seen = (await page.form(GiveUpForm)).seen_revision
    await page.services.notifications.give_up_mail_text(which, seen_revision=seen)
    return _done(page, which, said("admin.texts.was_given_up"))


def _done(page: Page, which: WhichText, message: Said) -> Response:
    return page.go(_path(page, which), message)


async def _show(
    page: Page,
    view: MailTextView,
    typed: Typed,
    status: int = 200,
    *,
    preview: MailPreview | None = None,
    stale: str = "",
) -> Response:
    """With what is in force, or what is typed, as a mail would have it."""
    which = WhichText(**view.model_dump(include=set(WhichText.model_fields)))
    looked_at: MailPreview | Away | None = preview
    if preview is None and status == 200:
        asked = page.services.notifications.preview_mail_text(which, PreviewMailText())
        looked_at = await page.away(asked, "")
    return page.show(
        "admin/partner_settings/mail_text.html",
        status=status,
        text=view,
        typed=typed,
        stale=stale,
        names=await people_of(page, [one.written_by for one in view.versions]),
        preview=None if isinstance(looked_at, Away) else looked_at,
        is_typed=preview is not None,
        is_own=bool(view.versions and view.versions[0].body is not None),
        seen=view.versions[0].revision if view.versions else 0,
        here=_path(page, which),
        to_list=path_of(page, view.partner, "mail-texts"),
        can_change=can_change(page),
        **around(page, view.partner, "mail-texts"),
    )


def _path(page: Page, which: WhichText) -> str:
    named = which.model_dump(exclude={"partner"})
    return path_of(page, which.partner, "mail-text", **named)
