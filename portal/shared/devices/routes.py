"""Ends sessions of one's own; `part.html` lists them."""

from fastapi.responses import Response

from contracts.message import Id
from contracts.said import said
from portal.web.page import PageDep
from portal.web.pages import Pages

pages = Pages()
SECURITY = "/security"


@pages.post(f"{SECURITY}/sessions/end-others", permission="signed_in")
async def end_others(page: PageDep) -> Response:
    identity, account = page.context.identity, page.account
    count = await identity.sign_out_everywhere(account.account_id, account.id)
    return page.go(SECURITY, said("portal.security.others_ended", count=count))


@pages.post(f"{SECURITY}/sessions/{{session_id}}/end", permission="signed_in")
async def end_session(page: PageDep, session_id: Id) -> Response:
    """One that is somebody else's, or has ended, is none."""
    await page.context.identity.end_session_of(page.account.account_id, session_id)
    return page.go(SECURITY, said("portal.security.session_ended"))
