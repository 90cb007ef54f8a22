"""One section of a partner's settings, and how it is changed: all faults at once, what a change
brings about before it is made, and nothing over what somebody else changed meanwhile."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fastapi.responses import Response

from contracts.said import said
from contracts.settings import (
    ChangePartnerSettings,
    PartnerSettings,
    PartnerSettingsView,
    SettingsHaveChangedMeanwhile,
    SettingsPreview,
)
from portal.admin.partner_settings.fields import MATTERS, SECTIONS, Section
from portal.admin.partner_settings.frame import around
from portal.admin.partner_settings.typed import (
    Posted,
    Read,
    changed,
    names_of,
    read_section,
    typed_of,
)
from portal.admin.partner_settings.whose import Named, can_change, path_of, whose
from portal.admin.partner_settings.words import (
    changes_in_words,
    faults_by_field,
    meanwhile_in_words,
    people_meanwhile,
    rows_of,
    said_at,
    warnings_of,
)
from portal.admin.who import people_of
from portal.web.forms import FormIsWrong, Typed, first, posted, typed_texts
from portal.web.page import Page, PageDep
from portal.web.pages import Pages

pages = Pages()
LARGEST_SETTINGS_BYTES = 400_000
"""Of a form that holds the terms, whose every letter may take a dozen bytes."""
LONGEST_VERSION = 12


@dataclass(frozen=True)
class Posting:
    """What somebody wants to be changed, of what they had been shown."""

    section: Section
    given: Posted
    shown: PartnerSettings
    version: int

    @property
    def reset(self) -> list[str]:
        return self._named("reset")

    @property
    def kept(self) -> dict[str, Any]:
        """What becomes the partner's own as it is, so that no change for all moves it."""
        values = self.read.values
        return {name: values[name] for name in self._named("keep") if name in values}

    @property
    def read(self) -> Read:
        return read_section(self.section, self.given, but=self.reset)

    @property
    def command(self) -> ChangePartnerSettings:
        wanted = self.kept | changed(self.read.values, self.shown)
        return ChangePartnerSettings(**wanted, reset=self.reset, expected_version=self.version)

    @property
    def typed(self) -> dict[str, Any]:
        return typed_of(self.section, self.shown) | typed_texts(self.given)

    def typed_over(self, present: PartnerSettings) -> dict[str, Any]:
        """What was changed here, over what others changed elsewhere."""
        mine = {*changed(self.read.values, self.shown), *self.read.faults}
        kept = {"reset", "keep", *(one for name in mine for one in names_of(name))}
        typed = {name: text for name, text in self.typed.items() if name in kept}
        return typed_of(self.section, present) | typed

    def _named(self, act: str) -> list[str]:
        """Fields of the section that were ticked for it."""
        wanted = [one for one in self.given.get(act, []) if isinstance(one, str)]
        return [name for name in SECTIONS[self.section] if name in wanted]


@pages.get("/settings/{section}", permission="staff")
async def show_section(page: PageDep, section: Section, partner: Named = None) -> Response:
    key = whose(page, partner)
    view = await page.services.orders.settings(key)
    draft = page.draft if page.draft.get("partner_key") == key else {}
    return await _show(page, section, view, Typed({**typed_of(section, view.settings), **draft}))


@pages.post("/settings/{section}", permission="decide", max_body_size=LARGEST_SETTINGS_BYTES)
async def change_section(page: PageDep, section: Section, partner: Named = None) -> Response:
    key, orders = whose(page, partner), page.services.orders
    view = await orders.settings(key)
    posting = await _posting(page, section, view)
    try:
        preview = await orders.preview_settings(key, posting.command)
        if faults := _faults(posting, preview):
            return await _show(page, section, view, Typed(posting.typed, faults), 422)
        digest = _digest(preview)
        if digest and digest != first(posting.given, "confirmed"):
            return await _show(page, section, view, Typed(posting.typed), preview=preview)
        await orders.change_settings(key, posting.command)
    except SettingsHaveChangedMeanwhile as meanwhile:
        now = await orders.settings(key)
        names = await people_of(page, people_meanwhile(meanwhile.facts))
        others = meanwhile_in_words(meanwhile.facts, names)
        typed = Typed(posting.typed_over(now.settings))
        return await _show(page, section, now, typed, 409, others=others)
    return page.go(path_of(page, key, section), said("admin.settings.was_changed"))


async def _posting(page: Page, section: Section, view: PartnerSettingsView) -> Posting:
    """Raises `FormIsWrong` for what no form of ours holds."""
    given = await posted(page.request)
    text = first(given, "version")
    if not (text.isascii() and text.isdigit() and len(text) <= LONGEST_VERSION):
        raise FormIsWrong(Typed())
    version, shown = int(text), view.settings
    if version == 0 and view.version:
        shown = PartnerSettings()
    elif version != view.version:
        then = await page.services.orders.settings_version(view.partner, version)
        shown = then.settings
    return Posting(section, given, shown, version)


def _faults(posting: Posting, preview: SettingsPreview) -> Mapping[str, str]:
    fields = SECTIONS[posting.section]
    own = [said_at(name, fault) for name, fault in posting.read.faults.items()]
    return faults_by_field([*preview.faults, *own], fields)


def _digest(preview: SettingsPreview) -> str:
    """Of what has to be confirmed; empty where nothing has."""
    told = [(one.field, one.after) for one in preview.changes if one.field in MATTERS]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest() if told else ""


async def _show(
    page: Page,
    section: Section,
    view: PartnerSettingsView,
    typed: Typed,
    status: int = 200,
    *,
    preview: SettingsPreview | None = None,
    others: Sequence[str] = (),
) -> Response:
    rows = rows_of(section, view)
    return page.show(
        "admin/partner_settings/section.html",
        status=status,
        section=section,
        rows=rows,
        names=await people_of(page, [row.changed_by for row in rows]),
        version=view.version,
        typed=typed,
        reset=set(typed.value("reset").split("\n")),
        keep=set(typed.value("keep").split("\n")),
        warnings=warnings_of(preview, view.partner) if preview else [],
        changes=changes_in_words(preview.changes) if preview else [],
        confirmed=_digest(preview) if preview else "",
        others=others,
        can_change=can_change(page),
        here=path_of(page, view.partner, section),
        **around(page, view.partner, section),
    )
