"""The customer's own data, how the portal looks to it, and where it can ask."""

from fastapi.responses import Response

from portal.web.page import Away, PageDep
from portal.web.pages import Pages

pages = Pages()
LANGUAGES = (("en", "English"), ("de", "Deutsch"), ("fr", "Français"))
"""Each as its speakers call it."""
SCHEMES = ("system", "light", "dark")


@pages.get("/profile", permission="customer")
async def profile(page: PageDep) -> Response:
    asked = page.services.orders.customer(page.customer_id)
    found = await page.away(asked, "profile")
    return page.show(
        "customer/profile/page.html",
        customer=None if isinstance(found, Away) else found,
        languages=LANGUAGES,
        schemes=SCHEMES,
    )
