"""Who changed which settings when, from what to what; and one version whole."""

from typing import Annotated

from fastapi import Path
from fastapi.responses import Response

from portal.admin.partner_settings.frame import around
from portal.admin.partner_settings.whose import Named, path_of, whose
from portal.admin.partner_settings.words import all_in_words, changes_in_words, label_of
from portal.admin.who import people_of
from portal.web.lists import ROWS, Place, beginning, following
from portal.web.page import PageDep
from portal.web.pages import Pages

pages = Pages()
Number = Annotated[int, Path(ge=1, le=10**12)]


@pages.get("/settings/history", permission="staff")
async def history(page: PageDep, partner: Named = None, cursor: Place = None) -> Response:
    """The newest first, with what was changed in partner default."""
    key = whose(page, partner)
    listed = await page.services.orders.settings_versions(key, cursor=cursor, limit=ROWS)
    return page.show(
        "admin/partner_settings/history.html",
        versions=[
            (one, changes_in_words(one.changes), path_of(page, key, f"history/{one.number}"))
            for one in listed.items
        ],
        names=await people_of(page, [one.changed_by for one in listed.items]),
        next=following(page, listed.next_cursor),
        first=beginning(page, cursor),
        **around(page, key, "history"),
    )


@pages.get("/settings/history/{number}", permission="staff")
async def version(page: PageDep, number: Number, partner: Named = None) -> Response:
    key = whose(page, partner)
    then = await page.services.orders.settings_version(key, number)
    return page.show(
        "admin/partner_settings/version.html",
        version=then.version,
        names=await people_of(page, [then.version.changed_by]),
        changes=changes_in_words(then.version.changes),
        settings=all_in_words(then.settings),
        own={label_of(name) for name in then.own},
        to_history=path_of(page, key, "history"),
        **around(page, key, "history"),
    )
