"""What concerns the customer now: one call to each service, and whoever is away is said to be."""

import asyncio

from fastapi.responses import Response

from portal.customer.dashboard.view import dashboard_view
from portal.customer.orders.returning import has_just_returned
from portal.web.page import Away, PageDep
from portal.web.pages import Pages

pages = Pages()


@pages.get("/", permission="customer")
async def dashboard(page: PageDep) -> Response:
    services = page.services
    orders, account, tickets = await asyncio.gather(
        page.away(services.orders.overview(), "orders"),
        page.away(services.payments.overview(page.customer_id), "account"),
        page.away(services.notifications.unread_tickets(), "tickets"),
    )
    if not isinstance(orders, Away):
        await page.count_cart(orders.cart_line_count)
    view = dashboard_view(orders, account, tickets, lambda id_: has_just_returned(page, id_))
    return page.show("customer/dashboard/page.html", view=view)
