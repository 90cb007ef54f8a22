"""The form of an offering as a page: what was typed, what is wrong, its card, and what somebody
else has changed meanwhile."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from fastapi.responses import Response

from contracts.catalog import MOST_COMPONENTS, OfferingKind, OfferingView
from contracts.catalogue import LONGEST_SEARCH
from portal.admin.customers.view import CATEGORIES
from portal.admin.offerings.facts import Change
from portal.admin.offerings.typed import CYCLES, rows_of
from portal.admin.offerings.view import card_of, titles_of
from portal.admin.partners import partner_choices, sees_all
from portal.web.forms import Typed
from portal.web.lists import choices
from portal.web.page import Away, Page
from portal.web.templates import t

COMPONENT_KINDS: tuple[OfferingKind, ...] = ("internet", "voice", "recurring")
MOST_FOUND = 20
MOST_CHOSEN = MOST_COMPONENTS + MOST_FOUND
"""As many as a form of ours can send: each is looked up by its id."""
LABELS = {
    "title": "admin.offering.title",
    "description": "admin.offering.description",
    "download_mbps": "admin.offering.download_mbps",
    "upload_mbps": "admin.offering.upload_mbps",
    "component_ids": "admin.offering.component_ids",
    "contract_months": "admin.offering.contract_months",
    "amount": "admin.offering.amount",
    "currency": "admin.offering.currency",
    "cycle": "admin.offering.cycle",
    "day_count": "admin.offering.day_count",
    "vat": "admin.offering.vat_rate",
    "fee": "admin.offering.fee",
    "partner_ids": "admin.offering.partner_ids",
    "categories": "admin.offering.categories",
    "locations": "admin.offering.locations",
    "labels": "admin.offering.labels",
}
ROW_LABELS = {
    "percent": "admin.offering.percent",
    "first_day": "admin.offering.first_day",
    "last_day": "admin.offering.last_day",
}


@dataclass(frozen=True)
class Stale:
    """Who was faster, and where what is stored now differs from what was typed."""

    changed_by: str
    changed_at: datetime
    changes: Sequence[Change]


@dataclass(frozen=True)
class Sheet:
    kind: OfferingKind
    typed: Typed
    offering: OfferingView | None = None
    """None: a new one."""
    preview: OfferingView | None = None
    stale: Stale | None = None

    @property
    def path(self) -> str:
        if self.offering is None:
            return f"/new-offering?kind={self.kind}"
        return f"/offerings/{self.offering.id}/edit"


async def show_sheet(page: Page, sheet: Sheet, status: int = 200) -> Response:
    """Nothing is written by it."""
    chosen = _listed(sheet.typed, "component_ids")[:MOST_CHOSEN]
    titles = await titles_of(page, chosen)
    return page.show(
        "admin/offerings/edit.html",
        status=status,
        sheet=sheet,
        typed=sheet.typed,
        groups=card_of(page, sheet.preview, titles) if sheet.preview else [],
        partners=await _partners(page, _listed(sheet.typed, "partner_ids")),
        categories=choices("customer_category", CATEGORIES),
        cycles=[(one, t("portal.order.period", cycle=one, count=0)) for one in CYCLES],
        components=await _components(page, sheet, chosen, titles),
        rows=rows_of(sheet.typed),
        labels=_labels(sheet.typed),
        chosen={
            name: set(_listed(sheet.typed, name))
            for name in ("component_ids", "partner_ids", "categories")
        },
        longest_search=LONGEST_SEARCH,
    )


def _labels(typed: Typed) -> dict[str, str]:
    """Of the fields that something is wrong with, as the form calls them."""
    labels = {}
    for name in typed.faults:
        field, _, row = name.rpartition("_")
        if name in LABELS:
            labels[name] = t(LABELS[name])
        elif field in ROW_LABELS and row.isdigit():
            labels[name] = t(ROW_LABELS[field], number=str(int(row) + 1))
    return labels


async def _partners(page: Page, chosen: Sequence[str]) -> Sequence[tuple[str, str]]:
    """None where there is nothing to choose. What was chosen stays, also while orders is away."""
    if not sees_all(page):
        return []
    known = dict(await partner_choices(page))
    return sorted({**{one: one for one in chosen}, **known}.items(), key=_by_number)


def _by_number(choice: tuple[str, str]) -> tuple[int, str]:
    return len(choice[0]), choice[0]


async def _components(
    page: Page, sheet: Sheet, chosen: Sequence[str], titles: dict[str, str]
) -> Sequence[tuple[str, str]]:
    """What is in the bundle, and what was found to be added to it."""
    if sheet.kind != "bundle":
        return []
    q = str(sheet.typed.value("component_q")).strip()[:LONGEST_SEARCH]
    found = await page.away(
        page.services.catalog.offerings(q=q or None, kinds=COMPONENT_KINDS, limit=MOST_FOUND), ""
    )
    more = {} if isinstance(found, Away) else {one.id: one.title for one in found.items}
    return list({**{one: titles.get(one, one) for one in chosen}, **more}.items())


def _listed(typed: Typed, name: str) -> list[str]:
    return [one for one in str(typed.value(name)).split("\n") if one]
