"""Where settings begin: the sections with how much of each is a partner's own, and for whoever sees
all partners a list of them."""

from fastapi.responses import Response

from portal.admin.partner_settings.fields import SECTIONS
from portal.admin.partner_settings.frame import around
from portal.admin.partner_settings.whose import DEFAULT, Named, path_of, whose
from portal.admin.partners import sees_all
from portal.web.page import Away, PageDep
from portal.web.pages import Pages

pages = Pages()


@pages.get("/settings", permission="staff")
async def overview(page: PageDep, partner: Named = None) -> Response:
    key = whose(page, partner)
    view = await page.services.orders.settings(key)
    listed = None
    if sees_all(page):
        listed = await page.away(page.services.orders.partners(), "")
    partners = [] if listed is None or isinstance(listed, Away) else listed.items
    return page.show(
        "admin/partner_settings/overview.html",
        sections=[
            (one, path_of(page, key, one), len(set(fields) & set(view.overridden)))
            for one, fields in SECTIONS.items()
        ],
        partners=[(one, path_of(page, str(one.partner_id))) for one in partners],
        to_default=path_of(page, DEFAULT) if key != DEFAULT and sees_all(page) else "",
        **around(page, key, ""),
    )
