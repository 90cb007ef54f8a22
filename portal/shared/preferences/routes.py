"""In which language and which colours the portal is shown: kept in the browser, so that it holds
before anybody signs in."""

from fastapi.responses import Response

from contracts.message import Language
from portal.web.forms import Form
from portal.web.page import PageDep, Scheme
from portal.web.pages import Pages

pages = Pages()


class PreferencesForm(Form):
    """Either of them."""

    language: Language | None = None
    scheme: Scheme | None = None


@pages.post("/preferences", permission="open")
async def keep_preferences(page: PageDep) -> Response:
    chosen = await page.form(PreferencesForm)
    answer = page.go(page.address)
    for name, value in chosen.model_dump(exclude_none=True).items():
        page.context.cookies.write(answer, name, value)
    return answer
