"""/v1/subscriptions: what the customer's pages call services."""

from fastapi import APIRouter

from chassis.auth import CallerDep
from contracts.message import Page
from contracts.orders import SubscriptionView
from services.orders.api.dependencies import ContextDep, ListingDep
from services.orders.use_cases.list_orders import page_of_subscriptions

router = APIRouter(prefix="/v1/subscriptions", tags=["subscriptions"])


@router.get("", summary="Services, newest first")
async def get_subscriptions(
    caller: CallerDep, context: ContextDep, listing: ListingDep
) -> Page[SubscriptionView]:
    """Customers get their own, admins their partner's."""
    return await page_of_subscriptions(context, caller, listing)
