"""Begins a visit by its address, and ends it. It touches no session of a customer's own."""

from dataclasses import replace

from fastapi.responses import Response

from contracts.visits import VisitCannotBegin
from portal.web.arriving import browser_of
from portal.web.page import PageDep
from portal.web.pages import Pages
from portal.web.visiting import OVER, VISIT, out
from wording.refusals import detail_of

pages = Pages()


@pages.get("/sign-in/visit/{token}", permission="open")
async def come(page: PageDep, token: str) -> Response:
    """Whom the admins' portal sent here a moment ago."""
    cookies = page.context.cookies
    before = cookies.read(page.request, VISIT) or None
    browser = replace(browser_of(page), cookie=before)
    try:
        begun = await page.context.identity.begin_visit(token, browser)
    except VisitCannotBegin as refused:
        why = detail_of(refused, page.language, "staff")
        return page.show("customer/visits/gone.html", status=refused.status, why=why)
    answer = page.go("/")
    cookies.write(answer, VISIT, begun.cookie, seconds=int(begun.lasts.total_seconds()))
    return answer


@pages.post("/visit/end", permission="open")
async def end(page: PageDep) -> Response:
    if page.session and page.session.by:
        await page.context.identity.sign_out(page.session.id)
    return out(page.context, page.go(OVER))


@pages.get(OVER, permission="open")
async def over(page: PageDep) -> Response:
    return page.show("customer/visits/over.html", desk=page.context.settings.admin_url)
