"""/v1/subscriptions: what the customer's pages call services."""

from typing import Annotated

from fastapi import APIRouter

from chassis.auth import CallerDep
from chassis.pages import search_words
from contracts.catalog import OfferingKind
from contracts.decisions import SubscriptionState
from contracts.message import Id, Page
from contracts.subscriptions import ServiceOrder, SubscriptionDetails, SubscriptionView
from services.orders.api.dependencies import ContextDep, ListingDep
from services.orders.domain.narrowing import WantedServices
from services.orders.use_cases.read_subscriptions import (
    page_of_sorted,
    page_of_subscriptions,
    read_subscription,
)

router = APIRouter(prefix="/v1/subscriptions", tags=["subscriptions"])

Words = Annotated[
    str | None,
    search_words(
        description="Within the title, or the whole id of a service, order or customer.",
    ),
]


@router.get("", summary="Services, newest first or sorted")
async def get_subscriptions(
    caller: CallerDep,
    context: ContextDep,
    listing: ListingDep,
    state: SubscriptionState | None = None,
    kind: OfferingKind | None = None,
    words: Words = None,
    sort: ServiceOrder | None = None,
) -> Page[SubscriptionView]:
    """Customers get their own, admins their partner's. Sorted by something else than their age, a
    list of more than 1,000 is refused (`TooManyServicesToSort`)."""
    wanted = WantedServices(state=state, kind=kind, words=words)
    if sort is not None:
        return await page_of_sorted(context, caller, listing, wanted, sort)
    return await page_of_subscriptions(context, caller, listing, wanted)


@router.get("/{subscription_id}", summary="One service with its documents")
async def get_subscription(
    subscription_id: Id, caller: CallerDep, context: ContextDep
) -> SubscriptionDetails:
    """Its invoices and credit notes come from the payments service, and are left out while it is
    away."""
    return await read_subscription(context, caller, subscription_id)
