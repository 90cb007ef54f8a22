"""What needs a person today."""

from fastapi.responses import Response

from portal.web.page import PageDep
from portal.web.pages import Pages
from portal.web.templates import t

pages = Pages()


@pages.get("/", permission="staff")
async def start(page: PageDep) -> Response:
    counted = await page.away(page.services.orders.count_approvals(), t("admin.start.what_waits"))
    return page.show("admin/start/page.html", account=page.account, counted=counted)
