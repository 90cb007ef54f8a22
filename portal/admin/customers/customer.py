"""One customer, with what it has."""

from fastapi.responses import Response

from contracts.message import Id, PartnerId
from portal.admin.customers.view import LANGUAGES, path_of
from portal.admin.partners import sees_all
from portal.admin.permissions import PERMISSIONS
from portal.web.page import PageDep
from portal.web.pages import Pages

pages = Pages()


@pages.get("/customers/{customer_id}", permission="staff")
async def customer(page: PageDep, customer_id: Id, partner_id: PartnerId | None = None) -> Response:
    found = await page.services.orders.customer(customer_id, partner_id=partner_id)
    named = found.partner_id if sees_all(page) else None
    return page.show(
        "admin/customers/page.html",
        customer=found,
        language=dict(LANGUAGES).get(found.language or "", ""),
        names_partner=sees_all(page),
        can_change=PERMISSIONS.admits("decide", page.session),
        to_edit=path_of(found.id, named, "/edit"),
    )
