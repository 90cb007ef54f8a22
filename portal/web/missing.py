"""What is at no address: a page like the others, so that whoever is lost finds the menu."""

from fastapi.responses import Response

from chassis.problems import not_found
from portal.web.page import PageDep
from portal.web.pages import Pages

pages = Pages()


@pages.get("/{path:path}", permission="open")
async def nothing_here(_: PageDep) -> Response:
    raise not_found("page")
