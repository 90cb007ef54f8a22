"""The customer's services as a list, and each with its documents."""

from typing import Literal

from fastapi.responses import Response

from contracts.catalog import KIND_ORDER, OfferingKind
from contracts.decisions import SubscriptionState
from contracts.message import Id
from portal.customer.services.view import STATES, details_view, service_view
from portal.web.lists import ROWS, Place, Words, beginning, choices, following
from portal.web.page import PageDep
from portal.web.pages import Pages

pages = Pages()


@pages.get("/services", permission="customer")
async def services(
    page: PageDep,
    q: Words = "",
    kind: OfferingKind | Literal[""] = "",
    state: SubscriptionState | Literal[""] = "",
    cursor: Place = None,
) -> Response:
    listed = await page.services.orders.subscriptions(
        q=q.strip() or None,
        kind=kind or None,
        state=state or None,
        cursor=cursor,
        limit=ROWS,
    )
    return page.show(
        "customer/services/page.html",
        services=[service_view(one) for one in listed.items],
        asked={"q": q, "kind": kind, "state": state},
        is_narrowed=bool(q.strip() or kind or state),
        kinds=choices("offering_kind", KIND_ORDER),
        states=choices("service_state", STATES),
        next=following(page, listed.next_cursor),
        first=beginning(page, cursor),
    )


@pages.get("/services/{service_id}", permission="customer")
async def service(page: PageDep, service_id: Id) -> Response:
    found = await page.services.orders.subscription(service_id)
    return page.show("customer/services/details.html", view=details_view(found))
