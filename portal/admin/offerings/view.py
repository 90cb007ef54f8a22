"""Who may change which offering, and its card as its customers see it."""

from collections.abc import Iterable, Mapping
from zoneinfo import ZoneInfo

from clients.pages import all_of
from contracts.catalog import MOST_COMPONENTS, OfferingFields, OfferingView
from contracts.message import Revision
from portal.admin.permissions import PERMISSIONS
from portal.shared.product_cards import Group, grouped
from portal.web.forms import Form
from portal.web.page import Away, Page


class RevisionForm(Form):
    """Of which revision the page was that the form is on."""

    revision: Revision


def may_change(page: Page, offering: OfferingView) -> bool:
    """A partner's admin changes what is its own partner's alone."""
    own = page.account.partner_id
    is_ours = own is None or offering.availability.partner_ids == [own]
    return is_ours and PERMISSIONS.admits("decide", page.session)


def card_of(page: Page, offering: OfferingView, titles: Mapping[str, str]) -> list[Group]:
    """For the template that customers' pages have, with the discounts of today."""
    today = page.context.now().astimezone(ZoneInfo(page.zone)).date()
    contents = [titles[one] for one in offering.component_ids if one in titles]
    return grouped([offering], {offering.id: contents}, today)


def as_view(fields: OfferingFields) -> OfferingView:
    """What is typed, as if it were stored."""
    return OfferingView(id="preview", revision=1, **fields.model_dump())


def fields_of(offering: OfferingView) -> OfferingFields:
    """What is stored, to be written again with something else."""
    return OfferingFields.model_validate(offering.model_dump(exclude={"id", "revision"}))


async def titles_of(page: Page, *component_ids: Iterable[str]) -> dict[str, str]:
    """What is in bundles, by name; empty while the catalogue is away."""
    wanted = sorted({one for some in component_ids for one in some})
    titles: dict[str, str] = {}
    for at in range(0, len(wanted), MOST_COMPONENTS):
        some = wanted[at : at + MOST_COMPONENTS]
        found = await page.away(_named(page, some), "")
        titles |= {} if isinstance(found, Away) else found
    return titles


async def _named(page: Page, ids: list[str]) -> dict[str, str]:
    catalog = page.services.catalog
    listed = all_of(lambda cursor: catalog.offerings(ids=ids, cursor=cursor, limit=MOST_COMPONENTS))
    return {one.id: one.title async for one in listed}
