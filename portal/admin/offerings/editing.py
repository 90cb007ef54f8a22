"""A new offering, and one that is changed: looked at first, and never over what somebody else has
changed meanwhile."""

from dataclasses import replace
from typing import Literal

from fastapi.responses import Response

from chassis.problems import not_found
from contracts.catalog import (
    KIND_ORDER,
    BundleComponentIsNotAllowed,
    OfferingFields,
    OfferingHasChangedMeanwhile,
    OfferingKind,
    OfferingView,
)
from contracts.message import Id
from contracts.said import said
from portal.admin.offerings.facts import changes_between
from portal.admin.offerings.form import Fields, read_offering
from portal.admin.offerings.sheet import Sheet, Stale, show_sheet
from portal.admin.offerings.typed import copy_of, new_one, typed_of, with_draft
from portal.admin.offerings.view import RevisionForm, as_view, may_change, titles_of
from portal.admin.who import people_of
from portal.web.forms import FormIsWrong, Typed, first, posted, typed_texts, wrong
from portal.web.lists import choices
from portal.web.page import Page, PageDep
from portal.web.pages import Pages
from portal.web.viewers import viewer
from wording.refusals import detail_of

pages = Pages()
LARGEST_SHEET_BYTES = 600_000
"""A thousand locations, written in letters that take nine bytes each in a form."""
USUAL_CURRENCY = "EUR"


@pages.get("/new-offering", permission="decide")
async def new_offering(
    page: PageDep, kind: OfferingKind | Literal[""] = "", copy: Id | Literal[""] = ""
) -> Response:
    """Of which kind is asked first; `copy` names one that it begins as."""
    if copy:
        source = await page.services.catalog.offering(copy)
        return await show_sheet(page, Sheet(source.kind, _typed(page, copy_of(source))))
    if not kind:
        return page.show("admin/offerings/choose.html", kinds=choices("offering_kind", KIND_ORDER))
    currency = page.partner.currency if page.partner else USUAL_CURRENCY
    return await show_sheet(page, Sheet(kind, _typed(page, new_one(currency))))


@pages.post("/new-offering", permission="decide", max_body_size=LARGEST_SHEET_BYTES)
async def add_offering(page: PageDep, kind: OfferingKind) -> Response:
    given = await posted(page.request)
    sheet = Sheet(kind, Typed(typed_texts(given)))
    fields = await _read(page, sheet, given)
    if isinstance(fields, Response):
        return fields
    catalog = page.services.catalog
    try:
        made = await page.do_once(lambda key: catalog.create_offering(fields, key=key))
    except BundleComponentIsNotAllowed as refused:
        return await _refused(page, sheet, given, refused)
    return page.go(f"/offerings/{made.id}", said("admin.offering.was_made"))


@pages.get("/offerings/{offering_id}/edit", permission="decide")
async def edit_offering(page: PageDep, offering_id: Id) -> Response:
    offering = await _own(page, offering_id)
    return await show_sheet(
        page,
        Sheet(
            offering.kind,
            _typed(page, {**typed_of(offering), "revision": str(offering.revision)}),
            offering,
        ),
    )


@pages.post("/offerings/{offering_id}/edit", permission="decide", max_body_size=LARGEST_SHEET_BYTES)
async def change_offering(page: PageDep, offering_id: Id) -> Response:
    given = await posted(page.request)
    offering = await _own(page, offering_id)
    seen = await page.form(RevisionForm)
    sheet = Sheet(offering.kind, Typed(typed_texts(given)), offering)
    fields = await _read(page, sheet, given)
    if isinstance(fields, Response):
        return fields
    try:
        await page.services.catalog.change_offering(offering_id, fields, revision=seen.revision)
    except BundleComponentIsNotAllowed as refused:
        return await _refused(page, sheet, given, refused)
    except OfferingHasChangedMeanwhile:
        return await _stale(page, given, offering_id, fields)
    return page.go(f"/offerings/{offering_id}", said("admin.offering.was_changed"))


def _typed(page: Page, initial: dict[str, str]) -> Typed:
    return with_draft(page.typed(**initial), page.draft)


async def _own(page: Page, offering_id: str) -> OfferingView:
    offering = await page.services.catalog.offering(offering_id)
    if not may_change(page, offering):
        raise not_found("offering")
    return offering


async def _read(page: Page, sheet: Sheet, given: Fields) -> OfferingFields | Response:
    """What is to be kept; or the form again: with what was searched for, with all that is wrong, or
    with the card that it makes."""
    asked = first(given, "do")
    if asked == "find":
        return await show_sheet(page, sheet)
    try:
        fields = read_offering(given, sheet.kind, page.account.partner_id)
    except FormIsWrong as wrong_form:
        return await show_sheet(page, replace(sheet, typed=wrong_form.typed), 422)
    if asked == "preview":
        return await show_sheet(page, replace(sheet, preview=as_view(fields)))
    return fields


async def _refused(
    page: Page, sheet: Sheet, given: Fields, refused: BundleComponentIsNotAllowed
) -> Response:
    """At the field that the rule speaks of: of a bundle's component its currency is bound."""
    field = "component_ids" if sheet.kind == "bundle" else "currency"
    words = detail_of(refused, page.language, viewer())
    typed = wrong(given, field, said("others.words", words=words)).typed
    return await show_sheet(page, replace(sheet, typed=typed), 422)


async def _stale(page: Page, given: Fields, offering_id: str, fields: OfferingFields) -> Response:
    """What was typed stays in the form, and what is stored now stands beside it; whoever saves
    again has seen both."""
    catalog = page.services.catalog
    [newest] = (await catalog.offering_revisions(offering_id, limit=1)).items
    now = newest.offering
    titles = await titles_of(page, now.component_ids, fields.component_ids)
    names = await people_of(page, [newest.changed_by])
    stale = Stale(
        names.of(newest.changed_by), newest.changed_at, changes_between(now, fields, titles)
    )
    typed = Typed({**typed_texts(given), "revision": str(now.revision)})
    return await show_sheet(page, Sheet(now.kind, typed, now, stale=stale), 409)
