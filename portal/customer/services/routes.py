"""The customer's services as a list, and each with its documents."""

from functools import partial
from typing import Literal, get_args

from fastapi.responses import Response

from contracts.catalog import KIND_ORDER, OfferingKind
from contracts.decisions import SubscriptionState
from contracts.message import Id
from contracts.subscriptions import MOST_SORTED, ServiceOrder, TooManyServicesToSort
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
    sort: ServiceOrder | Literal[""] = "",
    cursor: Place = None,
) -> Response:
    asked = partial(
        page.services.orders.subscriptions,
        q=q.strip() or None,
        kind=kind or None,
        state=state or None,
        limit=ROWS,
    )
    most_sorted = 0
    try:
        listed = await asked(sort=sort or None, cursor=cursor)
    except TooManyServicesToSort:
        most_sorted, listed = MOST_SORTED, await asked(cursor=cursor)
    return page.show(
        "customer/services/page.html",
        services=[service_view(one) for one in listed.items],
        asked={"q": q, "kind": kind, "state": state, "sort": sort},
        most_sorted=most_sorted,
        is_narrowed=bool(q.strip() or kind or state),
        kinds=choices("offering_kind", KIND_ORDER),
        states=choices("service_state", STATES),
        sorts=choices("service_order", get_args(ServiceOrder)),
        next=following(page, listed.next_cursor),
        first=beginning(page, cursor),
    )


@pages.get("/services/{service_id}", permission="customer")
async def service(page: PageDep, service_id: Id) -> Response:
    found = await page.services.orders.subscription(service_id)
    return page.show("customer/services/details.html", view=details_view(found))
