"""One offering: its card, what is known of it, what it was before, and whether it is enabled."""

from fastapi.responses import Response

from chassis.problems import not_found
from contracts.message import Id
from contracts.offering_history import OfferingRevision
from contracts.said import said
from portal.admin.offerings.facts import Change, Titles, changes_between, facts_of
from portal.admin.offerings.view import RevisionForm, card_of, fields_of, may_change, titles_of
from portal.admin.permissions import PERMISSIONS
from portal.admin.who import people_of
from portal.web.lists import Place, beginning, following
from portal.web.page import Page, PageDep
from portal.web.pages import Pages

pages = Pages()


@pages.get("/offerings/{offering_id}", permission="staff")
async def offering(page: PageDep, offering_id: Id) -> Response:
    found = await page.services.catalog.offering(offering_id)
    titles = await titles_of(page, found.component_ids)
    return page.show(
        "admin/offerings/page.html",
        offering=found,
        facts=[(one.name, one.words) for one in facts_of(found, titles)],
        groups=card_of(page, found, titles),
        can_change=may_change(page, found),
        can_copy=PERMISSIONS.admits("decide", page.session),
    )


@pages.get("/offerings/{offering_id}/history", permission="staff")
async def history(page: PageDep, offering_id: Id, cursor: Place = None) -> Response:
    listed = await page.services.catalog.offering_revisions(offering_id, cursor=cursor)
    named = [
        one.component_ids for each in listed.items for one in (each.offering, each.before) if one
    ]
    titles = await titles_of(page, *named)
    return page.show(
        "admin/offerings/history.html",
        offering_id=offering_id,
        title=listed.items[0].offering.title if listed.items else "",
        revisions=[(one, _changes(one, titles)) for one in listed.items],
        names=await people_of(page, [one.changed_by for one in listed.items]),
        next=following(page, listed.next_cursor),
        first=beginning(page, cursor),
    )


@pages.post("/offerings/{offering_id}/enable", permission="decide")
async def enable(page: PageDep, offering_id: Id) -> Response:
    return await _switched(page, offering_id, to=True)


@pages.post("/offerings/{offering_id}/disable", permission="decide")
async def disable(page: PageDep, offering_id: Id) -> Response:
    """From then on it is in no cart and no order; what was ordered goes on."""
    return await _switched(page, offering_id, to=False)


async def _switched(page: Page, offering_id: str, *, to: bool) -> Response:
    """Of the revision that the page showed; the second of two clicks finds it done."""
    seen, catalog = await page.form(RevisionForm), page.services.catalog
    found = await catalog.offering(offering_id)
    if not may_change(page, found):
        raise not_found("offering")
    if found.enabled != to:
        fields = fields_of(found).model_copy(update={"enabled": to})
        await catalog.change_offering(offering_id, fields, revision=seen.revision)
    code = "admin.offering.was_enabled" if to else "admin.offering.was_disabled"
    return page.go(f"/offerings/{offering_id}", said(code))


def _changes(one: OfferingRevision, titles: Titles) -> list[Change]:
    return changes_between(one.before, one.offering, titles) if one.before else []
