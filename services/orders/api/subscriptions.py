"""/v1/subscriptions: what the customer's pages call services."""

from fastapi import APIRouter

from chassis.auth import CallerDep, NamedPartner
from chassis.pages import Cursor, Limit
from contracts.message import Id, Page
from contracts.orders import SubscriptionView
from services.orders.api.dependencies import ContextDep
from services.orders.use_cases import list_orders

router = APIRouter(prefix="/v1/subscriptions", tags=["subscriptions"])


@router.get("", summary="Services, newest first")
async def get_subscriptions(
    caller: CallerDep,
    context: ContextDep,
    customer_id: Id | None = None,
    partner_id: NamedPartner = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Page[SubscriptionView]:
    """Customers get their own, admins their partner's."""
    wanted = list_orders.ListQuery(limit, cursor, customer_id, partner_id)
    return await list_orders.page_of_subscriptions(context, caller, wanted)
