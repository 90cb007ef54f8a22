"""The customer's payment methods, and the way to a gateway's page where another one is linked. No
number of a card is ever seen here."""

from typing import Annotated

from fastapi import Query
from fastapi.responses import Response

from contracts.methods import CheckoutOptions, LinkMethod
from portal.web.page import PageDep
from portal.web.pages import Pages

pages = Pages()
HERE = "/payment-methods"


@pages.get(HERE, permission="customer")
async def methods(page: PageDep, back: bool = False) -> Response:
    """`back`: from a gateway's page."""
    options = await page.services.orders.checkout_options()
    links = _links(options) if page.account.by is None else []
    return page.show("customer/methods/page.html", options=options, links=links, is_back=back)


@pages.get(f"{HERE}/link", permission="in_person")
async def link(
    page: PageDep, gateway: Annotated[str | None, Query(min_length=1, max_length=200)] = None
) -> Response:
    """A page in between, as no form may lead away from the portal. Asking links nothing yet."""
    back = f"{page.context.settings.portal_url}{HERE}?back=true"
    wanted = LinkMethod(gateway=gateway, return_url=back)
    found = await page.services.payments.link_method(page.customer_id, wanted)
    return page.show("customer/methods/link.html", page_url=found.page_url)


def _links(options: CheckoutOptions) -> list[tuple[str, str]]:
    """Each gateway where a method can be linked, and what its way to pay is called; where the
    partner does not offer that one, the gateway's name."""
    titles = {method.id: method.label.text for method in options.methods}
    return [(one, titles.get(one, one.replace("_", " ").capitalize())) for one in options.linked_at]
