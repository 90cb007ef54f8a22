"""Where one is signed in."""

from fastapi.responses import Response

from portal.shared.devices.routes import SECURITY
from portal.web.page import PageDep
from portal.web.pages import Pages

pages = Pages()


@pages.get(SECURITY, permission="signed_in")
async def security(page: PageDep) -> Response:
    found = await page.context.identity.devices(page.account.account_id)
    return page.show("admin/security/page.html", devices=found)
