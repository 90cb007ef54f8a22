"""Signing out, wherever the button is."""

from fastapi.responses import Response

from contracts.said import said
from portal.web.page import PageDep
from portal.web.pages import Pages
from portal.web.visiting import OVER, out

pages = Pages()


@pages.post("/sign-out", permission="open")
async def sign_out(page: PageDep) -> Response:
    if page.session:
        await page.context.identity.sign_out(page.session.id)
        if page.session.by:
            return out(page.context, page.go(OVER))
    answer = page.go("/sign-in", said("portal.sign_in.signed_out"))
    page.context.cookies.forget(answer, "session")
    return answer
