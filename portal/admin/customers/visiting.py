"""Opens the customers' portal as one customer, for support: a reason is asked, and the browser goes
there at once."""

from fastapi.responses import RedirectResponse, Response

from clients.portal import PortalClient
from contracts.message import Id, PartnerId
from contracts.orders import CustomerView
from contracts.visits import AskVisit, Reason
from portal.admin.customers.view import customer_path
from portal.web.forms import Form, FormIsWrong, Typed
from portal.web.page import Page, PageDep
from portal.web.pages import Pages

pages = Pages()
HERE = "/customers/{customer_id}/visit"


class VisitForm(Form):
    reason: Reason


def portal_of(page: Page) -> PortalClient:
    """The customers' portal, as who has signed in here."""
    if page.actor is None:
        raise LookupError("nobody has signed in")
    context = page.context
    url = context.settings.portal_api_url or context.settings.portal_url
    return PortalClient(context.http, url, page.actor, page.language)


@pages.get(HERE, permission="decide")
async def ask(page: PageDep, customer_id: Id, partner_id: PartnerId | None = None) -> Response:
    customer = await page.services.orders.customer(customer_id, partner_id=partner_id)
    return _form(page, customer, page.typed())


@pages.post(HERE, permission="decide")
async def go(page: PageDep, customer_id: Id, partner_id: PartnerId | None = None) -> Response:
    customer = await page.services.orders.customer(customer_id, partner_id=partner_id)
    try:
        form = await page.form(VisitForm)
    except FormIsWrong as wrong:
        return _form(page, customer, wrong.typed, 422)
    wanted = AskVisit(partner_id=customer.partner_id, customer_id=customer.id, reason=form.reason)
    made = await page.do_once(lambda key: portal_of(page).ask_visit(wanted, key=key))
    return RedirectResponse(made.url, 303)


def _form(page: Page, customer: CustomerView, typed: Typed, status: int = 200) -> Response:
    """Its form leads to the other portal, which the policy has to name."""
    return page.show(
        "admin/customers/visit.html",
        status=status,
        form_targets=(page.context.settings.portal_url,),
        typed=typed,
        customer=customer,
        here=customer_path(page, customer.partner_id, customer.id, "/visit"),
        back=customer_path(page, customer.partner_id, customer.id),
    )
