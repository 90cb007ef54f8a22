"""What one sees first."""

from fastapi.responses import Response

from portal.web.page import PageDep
from portal.web.pages import Pages

pages = Pages()


@pages.get("/", permission="staff")
async def start(page: PageDep) -> Response:
    return page.show("admin/start/page.html", account=page.account)
